import type { YamlScalar } from '../../formats/yaml/index.ts';
import { err, ok, type Result } from '../../result.ts';

/** A scalar as go-yaml v2 resolves it; what it reads as an integer or a float is a float64 once JSON has carried it. */
export type Resolved =
  | { readonly kind: 'nil' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string };

/**
 * The value of a scalar as Helm reads files: go-yaml v2's resolution (`resolve.go`), which is YAML 1.1 in part. `yes`, `on` and
 * `n` are booleans; `0777`, `0o17`, `0x1F`, `0b1` and `1_000` are integers; base 60 is not read; dates are strings. The
 * error is one sentence.
 */
export function resolveScalar({ value, style, tag }: YamlScalar): Result<Resolved, string> {
  const type = tag === undefined ? undefined : tags[tag.replace('tag:yaml.org,2002:', '!!')];
  if (tag === undefined) return ok(style === 'plain' ? resolvePlain(value) : { kind: 'string', value });
  if (type === undefined || type === 'string') return ok({ kind: 'string', value });
  if (type === 'binary') return decodeBase64(value, tag);
  const resolved = resolvePlain(value);
  if (resolved.kind === type) return ok(resolved);
  if (type === 'float' && resolved.kind === 'int')
    return ok({ kind: 'float', value: Number(resolved.value) });
  return err(`cannot decode ${JSON.stringify(value)} as ${tag}`);
}

/** Other tags leave the text a string. */
const tags: Readonly<Record<string, Resolved['kind'] | 'binary' | undefined>> = {
  '!!bool': 'bool',
  '!!int': 'int',
  '!!float': 'float',
  '!!null': 'nil',
  '!!str': 'string',
  '!!binary': 'binary',
};

const words: ReadonlyMap<string, Resolved> = new Map([
  ...entries(['y', 'yes', 'true', 'on'], { kind: 'bool', value: true }),
  ...entries(['n', 'no', 'false', 'off'], { kind: 'bool', value: false }),
  ...entries(['null'], { kind: 'nil' }),
  ['', { kind: 'nil' }],
  ['~', { kind: 'nil' }],
  ...entries(['.inf', '+.inf'], { kind: 'float', value: Number.POSITIVE_INFINITY }),
  ...entries(['-.inf'], { kind: 'float', value: Number.NEGATIVE_INFINITY }),
  ['.nan', { kind: 'float', value: Number.NaN }],
  ['.NaN', { kind: 'float', value: Number.NaN }],
  ['.NAN', { kind: 'float', value: Number.NaN }],
]);

/** Whether a text is one that is read as something else than itself, and no number. */
export function isWord(text: string): boolean {
  return words.has(text);
}

/** Every word in lower case, with its first letter in upper case, and all in upper case. */
function entries(names: readonly string[], value: Resolved): readonly (readonly [string, Resolved])[] {
  return names.flatMap((name) => {
    const capital = name.replace(/[a-z]/, (letter) => letter.toUpperCase());
    return [...new Set([name, capital, name.toUpperCase()])].map((word) => [word, value] as const);
  });
}

const integer = /^([-+]?)(?:0[bB]([01]+)|0[xX]([0-9a-fA-F]+)|0[oO]?([0-7]*)|([1-9][0-9]*))$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** What `strconv.ParseFloat` makes of a text that begins with a point. */
const pointFirst = /^\.[0-9]+(?:[eE][-+]?[0-9]+)?$/;
const date = /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt ])/;

function resolvePlain(text: string): Resolved {
  const word = words.get(text);
  if (word !== undefined) return word;
  const string: Resolved = { kind: 'string', value: text };
  if (text.startsWith('.')) return pointFirst.test(text) ? floatOr(string, text) : string;
  if (!/^[-+0-9]/.test(text) || date.test(text)) return string;
  const plain = text.replaceAll('_', '');
  return resolveInteger(plain) ?? (decimal.test(plain) ? floatOr(string, plain) : string);
}

/** `strconv.ParseInt` with base 0, and `ParseUint` for what is too large for that. */
function resolveInteger(text: string): Resolved | undefined {
  const match = integer.exec(text);
  if (match === null) return undefined;
  const [, sign = '', binary, hex, octal, plain] = match;
  const digits =
    binary !== undefined
      ? `0b${binary}`
      : hex !== undefined
        ? `0x${hex}`
        : octal !== undefined
          ? `0o${octal === '' ? '0' : octal}`
          : (plain ?? '0');
  if (octal === '' && /[oO]$/.test(text)) return undefined;
  const size = BigInt(digits);
  const limit = sign === '-' ? 2n ** 63n : sign === '+' ? 2n ** 63n - 1n : 2n ** 64n - 1n;
  return size > limit ? undefined : { kind: 'int', value: sign === '-' ? -size : size };
}

/** A number beyond float64 is an error to Go, and then the text stays one. */
function floatOr(otherwise: Resolved, text: string): Resolved {
  const value = Number(text);
  return Number.isFinite(value) ? { kind: 'float', value } : otherwise;
}

function decodeBase64(text: string, tag: string): Result<Resolved, string> {
  const compact = text.replace(/[\r\n]/g, '');
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(compact))
    return err(`cannot decode ${JSON.stringify(text)} as ${tag}`);
  const bytes = Uint8Array.from(atob(compact), (unit) => unit.charCodeAt(0));
  return ok({ kind: 'string', value: new TextDecoder().decode(bytes) });
}
