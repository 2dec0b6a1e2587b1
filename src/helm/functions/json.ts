import { err, ok, type Result } from '../../result.ts';
import { holdsInfinity, valueOfJson } from '../strvals/json-value.ts';
import { emptyTable, nil, type Value } from '../values/value.ts';
import { anyAt, textAt } from './args.ts';
import { list, table, text } from './make.ts';
import { type JsonStyle, writeJson } from './to-json.ts';
import { FunctionFailure, type Functions, type TemplateFunction } from './types.ts';

const plain: JsonStyle = { escapeHtml: true };
const pretty: JsonStyle = { escapeHtml: true, indent: '  ' };
const raw: JsonStyle = { escapeHtml: false };

/** JSON to and fro (helm 4.2.3, pkg/engine/funcs.go; sprig 3.3.0, defaults.go for the pretty, the raw and `mustFromJson`). */
export const json: Functions = {
  toJson: swallowing(plain),
  mustToJson: failing(plain),
  toPrettyJson: swallowing(pretty),
  mustToPrettyJson: failing(pretty),
  toRawJson: failing(raw),
  mustToRawJson: failing(raw),
  fromJson: {
    params: ['string'],
    run: (args) => {
      const read = readJson(textAt(args, 0));
      const error = read.ok ? mismatch(read.value, 'table', 'map[string]interface {}') : read.error;
      if (error !== undefined) return table([['Error', text(error)]]);
      return read.ok && read.value.kind === 'table' ? read.value : { ...emptyTable, entries: new Map() };
    },
  },
  fromJsonArray: {
    params: ['string'],
    run: (args) => {
      const read = readJson(textAt(args, 0));
      const error = read.ok ? mismatch(read.value, 'list', '[]interface {}') : read.error;
      if (error !== undefined) return list([text(error)]);
      return read.ok && read.value.kind === 'list' ? read.value : list([]);
    },
  },
  mustFromJson: {
    params: ['string'],
    run: (args) => {
      const read = readJson(textAt(args, 0));
      if (!read.ok) throw new FunctionFailure(read.error);
      return read.value;
    },
  },
};

/** What cannot be written is the empty string. */
function swallowing(style: JsonStyle): TemplateFunction {
  return {
    params: ['any'],
    run: (args) => {
      try {
        return text(writeJson(anyAt(args, 0), style));
      } catch (thrown) {
        if (thrown instanceof FunctionFailure) return text('');
        throw thrown;
      }
    },
  };
}

function failing(style: JsonStyle): TemplateFunction {
  return { params: ['any'], run: (args) => text(writeJson(anyAt(args, 0), style)) };
}

/** The error says where, as far as JavaScript tells; its words are not Go's. */
function readJson(given: string): Result<Value, string> {
  if (given.trim() === '') return err('unexpected end of JSON input');
  try {
    const value = valueOfJson(JSON.parse(given));
    return holdsInfinity(value)
      ? err('json: cannot unmarshal number into Go value of type float64')
      : ok(value);
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return err(`invalid JSON: ${thrown.message}`);
    throw thrown;
  }
}

/** What Go says about JSON of another kind than the value it is read into; null is nothing. */
export function mismatch(value: Value, kind: 'table' | 'list', type: string): string | undefined {
  if (value.kind === kind || value.kind === nil.kind) return undefined;
  return `json: cannot unmarshal ${jsonName(value)} into Go value of type ${type}`;
}

function jsonName(value: Value): string {
  switch (value.kind) {
    case 'list':
      return 'array';
    case 'table':
      return 'object';
    case 'int':
    case 'float':
      return 'number';
    default:
      return value.kind;
  }
}
