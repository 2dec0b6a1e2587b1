import { typeName } from '../go/type-name.ts';
import { nil, type Value } from '../values/value.ts';
import { anyAt } from './args.ts';
import { byteLength, bytesIn } from './bytes.ts';
import { int, text } from './make.ts';
import { FunctionFailure, type Functions } from './types.ts';

/** Into values, by text/template itself (funcs.go). Its `slice` is not there: Sprig has one of the same name. */
export const access: Functions = {
  index: { params: ['value'], rest: 'value', run: index },
  len: { params: ['value'], run: (args) => int(length(anyAt(args, 0))) },
  call: { params: ['value'], rest: 'value', run: call },
};

function index([item = nil, ...keys]: readonly Value[]): Value {
  if (item.kind === 'nil') throw new FunctionFailure('index of untyped nil');
  return keys.reduce(indexOnce, item);
}

function indexOnce(item: Value, key: Value): Value {
  switch (item.kind) {
    case 'nil':
      throw new FunctionFailure('index of nil pointer');
    case 'table': {
      if (key.kind === 'nil') throw new FunctionFailure('value is nil; should be of type string');
      if (key.kind !== 'string' || key.type !== undefined)
        throw new FunctionFailure(`value has type ${typeName(key)}; should be string`);
      return item.entries.get(key.value) ?? (item.type === 'map[string]string' ? text('') : nil);
    }
    case 'list': {
      const value = item.items[position(key, item.items.length)];
      if (value === undefined) throw new FunctionFailure('reflect: slice index out of range');
      return value;
    }
    case 'string': {
      if (item.type !== undefined && item.type !== '[]uint8')
        throw new FunctionFailure(`can't index item of type ${typeName(item).replace(/^\*/, '')}`);
      const bytes = bytesIn(item);
      const byte = bytes[position(key, bytes.length)];
      if (byte === undefined) throw new FunctionFailure('reflect: string index out of range');
      return int(byte);
    }
    default:
      throw new FunctionFailure(`can't index item of type ${typeName(item)}`);
  }
}

function position(key: Value, size: number): number {
  if (key.kind === 'nil') throw new FunctionFailure('cannot index slice/array with nil');
  if (key.kind !== 'int') throw new FunctionFailure(`cannot index slice/array with type ${typeName(key)}`);
  if (key.value < 0n || key.value > size) throw new FunctionFailure(`index out of range: ${key.value}`);
  return Number(key.value);
}

/** Of a string in bytes. */
function length(value: Value): number {
  if (value.kind === 'list') return value.items.length;
  if (value.kind === 'table') return value.entries.size;
  if (value.kind === 'string' && (value.type === undefined || value.type === '[]uint8'))
    return value.bytes?.length ?? byteLength(value.value);
  throw new FunctionFailure(value.kind === 'nil' ? 'len of nil pointer' : `len of type ${typeName(value)}`);
}

/** No value of a chart is a function. */
function call([fn = nil]: readonly Value[]): never {
  throw new FunctionFailure(fn.kind === 'nil' ? 'call of nil' : `non-function of type ${typeName(fn)}`);
}
