import { formatFloat, formatJsonFloat } from '../go/fmt/float.ts';
import type { Value } from '../values/value.ts';
import { encodeBase64 } from './base64.ts';
import { byteLength } from './bytes.ts';
import { FunctionFailure } from './types.ts';
import { compareYamlKeys } from './yaml-keys.ts';
import { writeYamlString } from './yaml-scalar.ts';

/** A value as sigs.k8s.io/yaml 1.6 writes it, by way of JSON and go-yaml v2; without the line end behind it. */
export function writeYaml(value: Value): string {
  return node(value, { indent: 0, column: 0, lists: 0 });
}

/** The same with the lists in a map indented, as go-yaml v3 does it. */
export function writePrettyYaml(value: Value): string {
  return node(value, { indent: 0, column: 0, lists: 2 });
}

interface Layout {
  /** Of the value's own lines. */
  readonly indent: number;
  /** Where it begins in its line. */
  readonly column: number;
  /** How much deeper than its key a list stands. */
  readonly lists: 0 | 2;
}

function node(value: Value, layout: Layout): string {
  const { indent, column } = layout;
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      return number(value.value);
    case 'string':
      return writeYamlString(value.type === '[]uint8' ? encodeBase64(value.value) : value.value, {
        indent: Math.max(indent, 2),
        column,
      });
    case 'list':
      return value.items.length === 0
        ? '[]'
        : value.items
            .map((item) => `- ${node(item, { ...layout, indent: indent + 2, column: indent + 2 })}`)
            .join(`\n${' '.repeat(indent)}`);
    case 'table':
    case 'host': {
      const entries = [...(value.kind === 'host' ? value.fields : value.entries)].sort(([a], [b]) =>
        compareYamlKeys(a, b),
      );
      if (entries.length === 0) return '{}';
      return entries.map(([key, entry]) => member(key, entry, layout)).join(`\n${' '.repeat(indent)}`);
    }
  }
}

/** Keys of more than 128 bytes stand behind a question mark. */
const longestKey = 128;

function member(key: string, entry: Value, layout: Layout): string {
  const { indent } = layout;
  const at = (deeper: number): Layout => ({ ...layout, indent: indent + deeper, column: indent + deeper });
  const name = writeYamlString(key, { indent: indent + 2, key: true, column: indent });
  const long = byteLength(key) > longestKey;
  const start = long ? `? ${name}\n${' '.repeat(indent)}:` : `${name}:`;
  if (entry.kind === 'list' && entry.items.length > 0)
    return `${start}\n${' '.repeat(indent + layout.lists)}${node(entry, at(layout.lists))}`;
  if ((entry.kind === 'table' && entry.entries.size > 0) || entry.kind === 'host')
    return `${start}\n${' '.repeat(indent + 2)}${node(entry, at(2))}`;
  return `${start} ${node(entry, { ...at(2), column: indent + [...start].length + 1 })}`;
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
