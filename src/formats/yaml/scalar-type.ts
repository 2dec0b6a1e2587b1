import type { YamlScalar } from './types.ts';

/** `other`: an explicit tag says that the application gives it a meaning (`!Ref`, `!!binary`). */
export type ScalarType = 'null' | 'bool' | 'int' | 'float' | 'str' | 'other';

const NULL = /^(?:~|null|Null|NULL)?$/;
const BOOL = /^(?:true|True|TRUE|false|False|FALSE)$/;
const INT = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/;
const FLOAT =
  /^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const tagTypes: Readonly<Record<string, ScalarType>> = {
  '!': 'str',
  '!!str': 'str',
  '!!null': 'null',
  '!!bool': 'bool',
  '!!int': 'int',
  '!!float': 'float',
};

/**
 * The type of a scalar under the core schema (YAML 1.2.2, section 10.3.2).
 *
 * The parsers of kubernetes and helm (go-yaml) read YAML 1.1 in part: for them `yes`, `no`, `on`, `off` are booleans too,
 * `0b1010`, `0777` and `1_000` are integers and `2001-12-14` is a timestamp. All of these are `str` or the same type here;
 * none of them is a usable image reference, but an unquoted tag such as `1.10` is a `float` in both and loses its zero.
 */
export function scalarType(scalar: YamlScalar): ScalarType {
  if (scalar.tag !== undefined) return tagTypes[scalar.tag] ?? 'other';
  if (scalar.style !== 'plain') return 'str';
  const { value } = scalar;
  if (NULL.test(value)) return 'null';
  if (BOOL.test(value)) return 'bool';
  if (INT.test(value)) return 'int';
  return FLOAT.test(value) ? 'float' : 'str';
}

/** `null`, `~`, or nothing at all; a quoted empty string is a string. */
export function isNull(scalar: YamlScalar): boolean {
  return scalarType(scalar) === 'null';
}

/** False for `1.20`, `true` and anything with a tag of its own: their text is not what a reader of the data gets. */
export function isStringScalar(scalar: YamlScalar): boolean {
  return scalarType(scalar) === 'str';
}
