import { formatFloat, formatJsonFloat } from '../go/fmt/float.ts';
import { nil, type Value } from '../values/value.ts';
import { byteLength, isAscii } from './bytes.ts';
import { jsonText } from './json-text.ts';
import { FunctionFailure } from './types.ts';
import { compareYamlKeys } from './yaml-keys.ts';
import { writeYamlString } from './yaml-scalar.ts';

/** A value as sigs.k8s.io/yaml 1.6 writes it, by way of JSON and go-yaml v2; without the line end behind it. */
export function writeYaml(value: Value): string {
  return node(value, 0, 0, 0);
}

/** The same with the lists in a map indented, as go-yaml v3 does it. */
export function writePrettyYaml(value: Value): string {
  return node(value, 0, 0, 2);
}

/** `indent` is that of the value's own lines, `column` where it begins in its line, `lists` how much deeper than its key a list stands. */
function node(value: Value, indent: number, column: number, lists: 0 | 2): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      return number(value.value);
    case 'string':
      return writeYamlString(jsonText(value), {
        indent: Math.max(indent, 2),
        column,
      });
    case 'list':
      return sequence(value.items, indent, lists);
    case 'table':
      return mapping(value.entries, indent, lists);
    case 'host':
      return mapping(value.fields, indent, lists);
  }
}

function sequence(items: readonly Value[], indent: number, lists: 0 | 2): string {
  if (items.length === 0) return '[]';
  const lineBreak = `\n${' '.repeat(indent)}`;
  let text = '';
  for (const item of items)
    text += `${text === '' ? '' : lineBreak}- ${node(item, indent + 2, indent + 2, lists)}`;
  return text;
}

function mapping(entries: ReadonlyMap<string, Value>, indent: number, lists: 0 | 2): string {
  if (entries.size === 0) return '{}';
  const lineBreak = `\n${' '.repeat(indent)}`;
  let text = '';
  for (const key of [...entries.keys()].sort(compareYamlKeys))
    text += (text === '' ? '' : lineBreak) + member(key, entries.get(key) ?? nil, indent, lists);
  return text;
}

/** Keys of more than 128 bytes stand behind a question mark. */
const longestKey = 128;

function member(key: string, entry: Value, indent: number, lists: 0 | 2): string {
  const name = writeYamlString(key, { indent: indent + 2, key: true, column: indent });
  const long = key.length * 3 > longestKey && byteLength(key) > longestKey;
  const start = long ? `? ${name}\n${' '.repeat(indent)}:` : `${name}:`;
  if (entry.kind === 'list' && entry.items.length > 0)
    return `${start}\n${' '.repeat(indent + lists)}${node(entry, indent + lists, indent + lists, lists)}`;
  if ((entry.kind === 'table' && entry.entries.size > 0) || entry.kind === 'host')
    return `${start}\n${' '.repeat(indent + 2)}${node(entry, indent + 2, indent + 2, lists)}`;
  return `${start} ${node(entry, indent + 2, indent + characters(start) + 1, lists)}`;
}

function characters(text: string): number {
  return isAscii(text) ? text.length : [...text].length;
}

/** What JSON writes as an integer is one to YAML, too, if it fits into 64 bits. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw new FunctionFailure(`json: unsupported value: ${formatFloat(value)}`);
  const json = formatJsonFloat(value);
  if (/^-?\d+$/.test(json)) {
    const whole = BigInt(json);
    if (whole >= -(2n ** 63n) && whole < 2n ** 64n) return json === '-0' ? '0' : json;
  }
  return formatFloat(value);
}
