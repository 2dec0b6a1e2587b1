import type { Span } from '../../text/index.ts';

/**
 * A value as Helm's templates meet it, with the kind that it has in Go: numbers of files are float64, those of `--set` int64,
 * those of templates int (helm, pkg/strvals; sigs.k8s.io/yaml reads everything by way of JSON).
 */
export type Value =
  | NilValue
  | BoolValue
  | IntValue
  | FloatValue
  | StringValue
  | ListValue
  | TableValue
  | HostObject;

interface Located {
  /** Where the value is written; undefined for what no file holds. */
  readonly place?: Place;
}

export interface NilValue extends Located {
  readonly kind: 'nil';
}

export interface BoolValue extends Located {
  readonly kind: 'bool';
  readonly value: boolean;
}

export interface IntValue extends Located {
  readonly kind: 'int';
  readonly value: bigint;
  readonly type: 'int' | 'int64';
}

export interface FloatValue extends Located {
  readonly kind: 'float';
  readonly value: number;
}

export interface StringValue extends Located {
  readonly kind: 'string';
  readonly value: string;
  /** Random, secret or of the clock: the text shows no more than the shape of what Helm would make. */
  readonly opaque?: true;
  /** Of a Go value that is no string to a function: it prints as this text, or, as `[]uint8`, holds it. */
  readonly type?: 'time.Time' | '*semver.Version' | '[]uint8';
}

export interface ListValue extends Located {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** Left out for `[]interface {}`. */
  readonly type?: '[]string' | '[]int' | '[][]interface {}' | 'common.VersionSet';
  readonly methods?: Methods;
}

/** A map with string keys. Its entries are in no order that means anything: Go's templates visit them sorted by key. */
export interface TableValue extends Located {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, Value>;
  /** Left out for `map[string]interface {}`. */
  readonly type?: 'map[string]string' | 'sprig.certificate' | 'common.Values' | 'engine.files';
  readonly methods?: Methods;
}

/** A struct that Helm puts beside the values, such as `.Capabilities`. */
export interface HostObject extends Located {
  readonly kind: 'host';
  /** The name of its type in Go. */
  readonly type: string;
  /** In the order of the struct. */
  readonly fields: ReadonlyMap<string, Value>;
  readonly methods?: Methods;
  /** What `fmt` makes of it. */
  readonly text: string;
  /** What an action prints for it, where that is something else. */
  readonly printed?: string;
}

/** The methods of a Go type, by name; they win over the keys of a map. Undefined is Go's invalid value. */
export type Methods = ReadonlyMap<string, (args: readonly Value[]) => Value | undefined>;

/** Where a value is written. */
export interface Place {
  readonly file: string;
  /** Undefined for the root. */
  readonly keys: KeyPath | undefined;
  /** The token of a scalar, the whole of a list or table. */
  readonly span: Span;
}

/** A key and what leads to it, innermost first; of a list the index. */
export interface KeyPath {
  readonly parent: KeyPath | undefined;
  readonly key: string | number;
}

export const nil: NilValue = { kind: 'nil' };

/** The nil that an invalid value of Go is to a function: unlike one that stands in a table, it can be a map without entries. */
export const invalid: NilValue = { kind: 'nil' };

export const emptyTable: TableValue = { kind: 'table', entries: new Map() };

export function isTable(value: Value | undefined): value is TableValue {
  return value?.kind === 'table';
}

/** The keys from the root on. */
export function keysOf(path: KeyPath | undefined): readonly (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at = path; at !== undefined; at = at.parent) keys.unshift(at.key);
  return keys;
}
