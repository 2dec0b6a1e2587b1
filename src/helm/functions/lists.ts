import { type ListValue, nil, type Value } from '../values/value.ts';
import { anyAt, intAt, isList } from './args.ts';
import { compareTexts } from './bytes.ts';
import { toInteger } from './cast.ts';
import { textsOf } from './conversion.ts';
import { deepEqual } from './deep-equal.ts';
import { kindName } from './kind-name.ts';
import { boundList } from './limits.ts';
import { bool, list, texts } from './make.ts';
import { strval } from './strval.ts';
import { isEmpty } from './truth.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

const toList: TemplateFunction = { params: [], rest: 'any', run: (args) => list(args) };
const push: TemplateFunction = {
  params: ['any', 'any'],
  run: (args) => made([...itemsOf(args, 0, 'Cannot push on type'), anyAt(args, 1)]),
};
const prepend: TemplateFunction = {
  params: ['any', 'any'],
  run: (args) => made([anyAt(args, 1), ...itemsOf(args, 0, 'Cannot prepend on type')]),
};
const first: TemplateFunction = {
  params: ['any'],
  run: (args) => itemsOf(args, 0, 'Cannot find first on type')[0] ?? nil,
};
const last: TemplateFunction = {
  params: ['any'],
  run: (args) => itemsOf(args, 0, 'Cannot find last on type').at(-1) ?? nil,
};
const rest = whole('Cannot find rest on type', (items) => items.slice(1));
const initial = whole('Cannot find initial on type', (items) => items.slice(0, -1));
const reverse = whole('Cannot find reverse on type', (items) => [...items].reverse());
const compact = whole('Cannot compact on type', (items) => items.filter((item) => !isEmpty(item)));
const uniq = whole('Cannot find uniq on type', distinct);
const without: TemplateFunction = {
  params: ['any'],
  rest: 'any',
  run: (args) => {
    const left = args.slice(1);
    return list(itemsOf(args, 0, 'Cannot find without on type').filter((item) => !isIn(left, item)));
  },
};
const has: TemplateFunction = {
  params: ['any', 'any'],
  run: (args) =>
    bool(anyAt(args, 1).kind !== 'nil' && isIn(itemsOf(args, 1, 'Cannot find has on type'), anyAt(args, 0))),
};
const slice: TemplateFunction = { params: ['any'], rest: 'any', run: slicedOf };
const chunk: TemplateFunction = { params: ['int', 'any'], run: chunks };

/** Sprig's functions of lists (sprig 3.3.0, list.go). None changes its list. */
export const lists: Functions = {
  list: toList,
  tuple: toList,
  append: push,
  mustAppend: push,
  push,
  mustPush: push,
  prepend,
  mustPrepend: prepend,
  first,
  mustFirst: first,
  last,
  mustLast: last,
  rest,
  mustRest: rest,
  initial,
  mustInitial: initial,
  reverse,
  mustReverse: reverse,
  compact,
  mustCompact: compact,
  uniq,
  mustUniq: uniq,
  without,
  mustWithout: without,
  has,
  mustHas: has,
  slice,
  mustSlice: slice,
  chunk,
  mustChunk: chunk,
  concat: {
    params: [],
    rest: 'any',
    run: (args) => made(args.flatMap((_, i) => itemsOf(args, i, 'Cannot concat type', ' as list'))),
  },
  sortAlpha: {
    params: ['any'],
    run: (args) => texts(isList(args[0]) ? [...textsOf(args[0])].sort(compareTexts) : args.map(strval)),
  },
};

/** The message is Sprig's, with the kind of what is no list in it. */
function itemsOf(args: readonly Value[], index: number, message: string, end = ''): readonly Value[] {
  const value = anyAt(args, index);
  if (isList(value)) return value.items;
  if (value.kind === 'nil')
    throw new FunctionFailure('runtime error: invalid memory address or nil pointer dereference');
  throw new FunctionFailure(`${message} ${kindName(value)}${end}`);
}

function whole(message: string, change: (items: readonly Value[]) => readonly Value[]): TemplateFunction {
  return { params: ['any'], run: (args) => list(change(itemsOf(args, 0, message))) };
}

function made(items: readonly Value[]): ListValue {
  boundList(items.length);
  return list(items);
}

function isIn(items: readonly Value[], value: Value): boolean {
  return items.some((item) => deepEqual(item, value));
}

function distinct(items: readonly Value[]): readonly Value[] {
  const kept: Value[] = [];
  for (const item of items) if (!isIn(kept, item)) kept.push(item);
  return kept;
}

function slicedOf(args: readonly Value[]): Value {
  const items = itemsOf(args, 0, 'list should be type of slice or array but');
  const value = anyAt(args, 0);
  if (items.length === 0 || !isList(value)) return nil;
  const start = Number(toInteger(anyAt(args, 1)));
  const end = args.length < 3 ? items.length : Number(toInteger(anyAt(args, 2)));
  if (start < 0 || end > items.length || start > end)
    throw new FunctionFailure('reflect.Value.Slice: slice index out of bounds');
  return { ...value, items: items.slice(start, end) };
}

function chunks(args: readonly Value[]): Value {
  const size = intAt(args, 0);
  const items = itemsOf(args, 1, 'Cannot chunk type');
  if (size < -1 && items.length === 1)
    return { kind: 'list', items: [list(items)], type: '[][]interface {}' };
  if (size < 1 && Math.floor((items.length - 1) / size) !== -1)
    throw new FunctionFailure('runtime error: makeslice: len out of range');
  const parts: Value[] = [];
  for (let i = 0; i < items.length && size > 0; i += size) parts.push(list(items.slice(i, i + size)));
  return { kind: 'list', items: parts, type: '[][]interface {}' };
}
