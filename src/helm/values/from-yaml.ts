import { fieldsOf, resolve, type YamlNode, type YamlScalar } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';
import { formatFloat } from '../go/fmt/float.ts';
import type { ValuesError } from './errors.ts';
import { isWord, resolveScalar } from './scalar.ts';
import { type KeyPath, nil, type Place, type Value } from './value.ts';

/** Values of one file; real ones have some thousand. Aliases within aliases would make any number of them. */
const maxValues = 300_000;

/** What is written is half as deep at most; an alias in what it names has no end. */
const maxDepth = 1_000;

/** What helm makes of a YAML node: go-yaml v2's reading of it, carried through JSON (sigs.k8s.io/yaml). */
export function valueOfYaml(file: string, root: YamlNode): Result<Value, ValuesError> {
  const reading: Reading = { file, count: 0, error: undefined };
  const value = read(reading, root, undefined, 0);
  return reading.error === undefined ? ok(value) : err(reading.error);
}

interface Reading {
  readonly file: string;
  count: number;
  /** The first thing that is wrong: from then on values are of no account. */
  error: ValuesError | undefined;
}

function read(reading: Reading, given: YamlNode, keys: KeyPath | undefined, depth: number): Value {
  const node = resolve(given);
  const place: Place = { file: reading.file, keys, span: node.span };
  if (++reading.count > maxValues)
    return fail(reading, 'too-large', 'aliases make too many values of the file', given);
  if (depth > maxDepth)
    return fail(reading, 'too-large', 'aliases lead too deep, or into what they stand in', given);
  if (node.kind === 'scalar') {
    const scalar = scalarValue(node, place);
    return scalar.ok ? scalar.value : fail(reading, 'scalar', scalar.error, node);
  }
  if (node.kind === 'seq') {
    const items = new Array<Value>(node.items.length);
    for (let index = 0; index < items.length; index++) {
      items[index] = read(reading, node.items[index] as YamlNode, { parent: keys, key: index }, depth + 1);
      if (reading.error !== undefined) return nil;
    }
    return { kind: 'list', items, place };
  }
  const entries = new Map<string, Value>();
  for (const { keyNode, value: child } of fieldsOf(node)) {
    let key = wordOf(keyNode);
    if (key === undefined) {
      const text = keyText(keyNode);
      if (!text.ok) return fail(reading, 'key', text.error, keyNode);
      key = text.value;
    }
    const value = read(reading, child, { parent: keys, key }, depth + 1);
    if (reading.error !== undefined) return nil;
    entries.set(key, value);
  }
  return { kind: 'table', entries, place };
}

function fail(reading: Reading, code: ValuesError['code'], message: string, { span }: YamlNode): Value {
  reading.error = { code, message, file: reading.file, span };
  return nil;
}

function scalarValue(scalar: YamlScalar, place: Place): Result<Value, string> {
  if (isText(scalar)) return ok({ kind: 'string', value: scalar.value, place });
  const resolved = resolveScalar(scalar);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  switch (value.kind) {
    case 'int':
      return ok({ kind: 'float', value: Number(value.value), place });
    case 'float':
      return Number.isFinite(value.value)
        ? ok({ kind: 'float', value: value.value, place })
        : err(`JSON, by way of which values are read, has no ${scalar.value}`);
    case 'string':
      return ok({ kind: 'string', value: value.value, place });
    case 'bool':
      return ok({ kind: 'bool', value: value.value, place });
    case 'nil':
      return ok({ kind: 'nil', place });
  }
}

const word = /^[A-Za-z]/;

/** Whether a scalar is certainly a string: most keys and many values are. */
function isText({ tag, style, value }: YamlScalar): boolean {
  return tag === undefined && (style !== 'plain' || (word.test(value) && !isWord(value)));
}

/** A key that is itself as a text; undefined for one that `keyText` has to read. */
function wordOf(node: YamlNode): string | undefined {
  return node.kind === 'scalar' && node.style === 'plain' && isText(node) ? node.value : undefined;
}

/** The key as JSON gets it: `y:` is `true`, `0x1F:` is `31`, and a float has the precision of 32 bits. */
function keyText(node: YamlNode): Result<string, string> {
  const key = resolve(node);
  if (key.kind !== 'scalar') return err('a key is a list or a map');
  if (key.style === 'plain' && isText(key)) return ok(key.value);
  const resolved = resolveScalar(key);
  if (!resolved.ok) return resolved;
  const { value } = resolved;
  switch (value.kind) {
    case 'nil':
      return err('a key is null');
    case 'float':
      return ok(Number.isFinite(value.value) ? formatFloat(value.value, 32) : infinityKey(value.value));
    default:
      return ok(String(value.value));
  }
}

function infinityKey(value: number): string {
  return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
}
