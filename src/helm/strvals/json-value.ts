import { err, ok, type Result } from '../../result.ts';
import { nil, type Value } from '../values/value.ts';
import type { Reader } from './reader.ts';

/** White space of Unicode, which Go's `unicode.IsSpace` knows. */
const space = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/;

/** Takes blanks and the comma behind them; tells whether nothing else stood there. */
function takeBlanks(reader: Reader): boolean {
  for (;;) {
    const character = reader.next();
    if (character === undefined || character === ',') return true;
    if (space.test(character)) continue;
    reader.back();
    return false;
  }
}

/** A value of `--set-json` and the comma behind it: JSON, or nothing, which is null. The error is one sentence. */
export function readJsonValue(reader: Reader): Result<Value, string> {
  if (takeBlanks(reader)) return ok(nil);
  const rest = reader.rest();
  const length = jsonLength(rest);
  const text = rest.slice(0, length);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return err(`${JSON.stringify(rest.slice(0, 40))} is not JSON`);
  }
  reader.skip(length);
  takeBlanks(reader);
  const read = valueOfJson(value);
  return holdsInfinity(read) ? err(`${JSON.stringify(text)} holds a number that is too large`) : ok(read);
}

/** Numbers are float64, as of `encoding/json`. */
export function valueOfJson(json: unknown): Value {
  if (typeof json === 'boolean') return { kind: 'bool', value: json };
  if (typeof json === 'number') return { kind: 'float', value: json };
  if (typeof json === 'string') return { kind: 'string', value: json };
  if (Array.isArray(json)) return { kind: 'list', items: json.map(valueOfJson) };
  if (json === null || typeof json !== 'object') return nil;
  const entries = new Map(Object.entries(json).map(([key, value]) => [key, valueOfJson(value)]));
  return { kind: 'table', entries };
}

/** Of a number that is beyond float64. */
export function holdsInfinity(value: Value): boolean {
  if (value.kind === 'float') return !Number.isFinite(value.value);
  if (value.kind === 'list') return value.items.some(holdsInfinity);
  return value.kind === 'table' && [...value.entries.values()].some(holdsInfinity);
}

/** Where the first JSON value of a text ends: of a list or an object at its closing bracket, of all else before a comma or blank. */
function jsonLength(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charAt(i);
    if (unit === '"') {
      i = stringEnd(text, i);
      if (depth === 0) return i + 1;
    } else if (unit === '{' || unit === '[') depth++;
    else if (unit === '}' || unit === ']') {
      depth--;
      if (depth <= 0) return depth < 0 ? i : i + 1;
    } else if (depth === 0 && !/[-+.\w]/.test(unit)) return i;
  }
  return text.length;
}

function stringEnd(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && text.charAt(i) !== '"') i += text.charAt(i) === '\\' ? 2 : 1;
  return i;
}
