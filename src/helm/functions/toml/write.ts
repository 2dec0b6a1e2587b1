import { formatFloat } from '../../go/fmt/float.ts';
import type { TableValue, Value } from '../../values/value.ts';
import { compareTexts } from '../bytes.ts';
import { jsonText } from '../json-text.ts';
import { FunctionFailure } from '../types.ts';

/** A table as BurntSushi/toml 1.6 writes it: what is simple first, then tables, both by key. Nil is left out.
 * What is no table is written as a value. */
export function writeToml(value: Value): string {
  if (tablesOf(value) !== undefined)
    throw new FunctionFailure('toml: top-level values must be Go maps or structs');
  if (value.kind !== 'table') return inline(value);
  const lines: string[] = [];
  writeTable(lines, [], value);
  return lines.map((line) => `${line}\n`).join('');
}

function writeTable(lines: string[], path: readonly string[], value: TableValue): void {
  const entries = [...value.entries]
    .filter(([, entry]) => entry.kind !== 'nil')
    .sort(([a], [b]) => compareTexts(a, b));
  const indent = '  '.repeat(path.length);
  for (const [key, entry] of entries) {
    if (entry.kind !== 'table' && tablesOf(entry) === undefined)
      lines.push(`${indent}${keyText(key)} = ${inline(entry)}`);
  }
  for (const [key, entry] of entries) {
    const inner = [...path, key];
    const name = inner.map(keyText).join('.');
    if (entry.kind === 'table') {
      if (path.length === 0 && lines.length > 0) lines.push('');
      lines.push(`${indent}[${name}]`);
      writeTable(lines, inner, entry);
    }
    for (const item of tablesOf(entry) ?? []) {
      if (lines.length > 0) lines.push('');
      lines.push(`${indent}[[${name}]]`);
      writeTable(lines, inner, item);
    }
  }
}

/** The items of a list of nothing but tables. */
function tablesOf(value: Value): readonly TableValue[] | undefined {
  if (value.kind !== 'list' || value.items.length === 0) return undefined;
  const tables = value.items.filter((item) => item.kind === 'table');
  return tables.length === value.items.length ? tables : undefined;
}

function inline(value: Value): string {
  switch (value.kind) {
    case 'nil':
      throw new FunctionFailure('toml: cannot encode array with nil element');
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      return floatText(value.value);
    case 'string':
      return value.type === 'time.Time' ? jsonText(value) : quoted(value.value);
    case 'list':
      return `[${value.items.map(inline).join(', ')}]`;
    case 'table':
    case 'host': {
      const all = value.kind === 'host' ? value.fields : value.entries;
      const entries = [...all].filter(([, entry]) => entry.kind !== 'nil');
      const members = entries
        .sort(([a], [b]) => compareTexts(a, b))
        .map(([key, entry]) => `${keyText(key)} = ${inline(entry)}`);
      return `{${members.join(', ')}}`;
    }
  }
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  const text = formatFloat(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key);
}

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
};

function quoted(text: string): string {
  const escaped = text.replace(/["\\\p{Cc}]/gu, (character) => {
    if (/[\x80-\x9f]/.test(character)) return character;
    return named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}
