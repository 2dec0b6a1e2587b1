import { compileRegexp } from '../../regexp/index.ts';
import type { Shape } from './keywords.ts';
import { type Draft, isList, isObject, type Json } from './types.ts';

const types = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** What is wrong with a keyword's value; undefined if nothing is. Schemas within it are not looked into. */
export function shapeProblem(value: Json, shape: Shape, draft: Draft): string | undefined {
  switch (shape) {
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value === shape ? undefined : wanted(value, shape);
    case 'positive':
      if (typeof value !== 'number') return wanted(value, 'number');
      return value > 0 ? undefined : `got ${value}, want a number above 0`;
    case 'count':
      if (!Number.isInteger(value)) return wanted(value, 'integer');
      return Number(value) >= 0 ? undefined : `minimum: got ${value}, want 0`;
    case 'id':
      return patternProblem(value, '^[^#]*#?$');
    case 'anchor':
      return patternProblem(
        value,
        draft === 2019 ? '^[A-Za-z][-A-Za-z0-9.:_]*$' : '^[A-Za-z_][-A-Za-z0-9._]*$',
      );
    case 'regex':
      return typeof value === 'string' ? regexProblem(value) : wanted(value, 'string');
    case 'schema':
      return schemaProblem(value, draft, false);
    case 'additional':
      return schemaProblem(value, draft, true);
    case 'schemas':
      return schemasProblem(value, draft);
    case 'items':
      return isList(value) ? schemasProblem(value, draft) : schemaProblem(value, draft, false);
    case 'map':
    case 'patterns':
      if (!isObject(value)) return wanted(value, 'object');
      return (
        first(Object.values(value), (each) => schemaProblem(each, draft, false)) ??
        // Draft 4 does not ask it of the keys, but nothing can be compiled from a wrong one.
        (shape === 'patterns' ? first(Object.keys(value), regexProblem) : undefined)
      );
    case 'dependencies':
      if (!isObject(value)) return wanted(value, 'object');
      return first(Object.values(value), (each) =>
        isList(each) ? namesProblem(each, draft) : schemaProblem(each, draft, false),
      );
    case 'names-by-name':
      if (!isObject(value)) return wanted(value, 'object');
      return first(Object.values(value), (each) => namesProblem(each, draft));
    case 'names':
      return namesProblem(value, draft);
    case 'list':
      return isList(value) ? undefined : wanted(value, 'array');
    case 'enum':
      if (!isList(value)) return wanted(value, 'array');
      return value.length > 0 || draft > 6 ? undefined : 'minItems: got 0, want 1';
    case 'type':
      return typeProblem(value);
  }
}

function first<T>(values: readonly T[], check: (value: T) => string | undefined): string | undefined {
  for (const value of values) {
    const problem = check(value);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function schemaProblem(value: Json, draft: Draft, booleans: boolean): string | undefined {
  if (isObject(value) || (typeof value === 'boolean' && (draft > 4 || booleans))) return undefined;
  return wanted(value, draft > 4 || booleans ? 'object or boolean' : 'object');
}

function schemasProblem(value: Json, draft: Draft): string | undefined {
  if (!isList(value)) return wanted(value, 'array');
  if (value.length === 0) return 'minItems: got 0, want 1';
  return first(value, (each) => schemaProblem(each, draft, false));
}

function namesProblem(value: Json, draft: Draft): string | undefined {
  if (!isList(value)) return wanted(value, 'array');
  if (value.length === 0 && draft === 4) return 'minItems: got 0, want 1';
  const wrong = value.find((each) => typeof each !== 'string');
  if (wrong !== undefined) return wanted(wrong, 'string');
  return new Set(value).size === value.length ? undefined : 'items are equal';
}

function typeProblem(value: Json): string | undefined {
  const names = isList(value) ? value : [value];
  if (names.length === 0) return 'minItems: got 0, want 1';
  if (new Set(names).size < names.length) return 'items are equal';
  const known = names.every((name) => typeof name === 'string' && types.includes(name));
  return known ? undefined : `value must be one of ${types.map((type) => `'${type}'`).join(', ')}`;
}

function regexProblem(source: string): string | undefined {
  const compiled = compileRegexp(source);
  return compiled.ok ? undefined : `'${source}' is not valid regex: ${compiled.error.message}`;
}

function patternProblem(value: Json, pattern: string): string | undefined {
  if (typeof value !== 'string') return wanted(value, 'string');
  return new RegExp(pattern, 'u').test(value) ? undefined : `'${value}' does not match pattern '${pattern}'`;
}

function wanted(value: Json, want: string): string {
  return `got ${jsonType(value)}, want ${want}`;
}

function jsonType(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'array' : typeof value;
}
