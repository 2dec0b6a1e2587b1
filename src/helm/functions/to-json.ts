import { formatJsonFloat } from '../go/fmt/float.ts';
import type { HostObject, TableValue, Value } from '../values/value.ts';
import { compareTexts } from './bytes.ts';
import { jsonText } from './json-text.ts';
import { FunctionFailure } from './types.ts';

export interface JsonStyle {
  /** `<`, `>` and `&` as escapes, as Go does unless told otherwise. */
  readonly escapeHtml: boolean;
  /** Of every level; nothing for one line without blanks. */
  readonly indent?: string;
}

/** Go's `json.Marshal`. Throws `FunctionFailure` for infinities and what is no number. */
export function writeJson(value: Value, style: JsonStyle, outer = ''): string {
  switch (value.kind) {
    case 'nil':
      return 'null';
    case 'bool':
    case 'int':
      return String(value.value);
    case 'float':
      if (!Number.isFinite(value.value))
        throw new FunctionFailure(`json: unsupported value: ${formatJsonFloat(value.value)}`);
      return formatJsonFloat(value.value);
    case 'string':
      return writeString(jsonText(value), style.escapeHtml);
    case 'list':
      return bracketed(
        '[]',
        value.items.map((item) => writeJson(item, style, deeper(outer, style))),
        outer,
        style,
      );
    case 'table':
    case 'host': {
      const entries = membersOf(value);
      const colon = style.indent === undefined ? ':' : ': ';
      const members = entries.map(
        ([key, entry]) =>
          writeString(key, style.escapeHtml) + colon + writeJson(entry, style, deeper(outer, style)),
      );
      return bracketed('{}', members, outer, style);
    }
  }
}

/** Of a map sorted, of a struct in its order. */
function membersOf(value: TableValue | HostObject): readonly (readonly [string, Value])[] {
  if (value.kind === 'host') return [...value.fields];
  return [...value.entries].sort(([a], [b]) => compareTexts(a, b));
}

function deeper(outer: string, { indent = '' }: JsonStyle): string {
  return outer + indent;
}

function bracketed(brackets: '[]' | '{}', parts: readonly string[], outer: string, style: JsonStyle): string {
  const [open = '', close = ''] = brackets;
  if (parts.length === 0 || style.indent === undefined) return open + parts.join(',') + close;
  const start = `\n${deeper(outer, style)}`;
  return `${open}${start}${parts.join(`,${start}`)}\n${outer}${close}`;
}

const named: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function writeString(text: string, escapeHtml: boolean): string {
  const escaped = text.replace(/["\\<>&\p{Cc}\u2028\u2029]/gu, (character) => {
    const kept = escapeHtml ? /[\x7f-\x9f]/ : /[<>&\x7f-\x9f]/;
    if (kept.test(character)) return character;
    return named[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}
