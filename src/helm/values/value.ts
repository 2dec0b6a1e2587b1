import type { Span } from '../../text/index.ts';
import type { ValueKey } from './value-key.ts';

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
  readonly place?: Place | undefined;
  /** Where it stands among the values that the chart is given; undefined for what templates make. */
  readonly key?: ValueKey | undefined;
  /** What made it; kept only while a rendering is traced. */
  readonly from?: Derivation | undefined;
}

/** How a value was made of others. */
export interface Derivation {
  /** The function; `assigned` for a variable that was set, or could have been, under a guard. */
  readonly by: string;
  /** What the function was given; of `assigned` the value. */
  readonly args: readonly Value[];
  /** What a template printed to make the text; of `include` and `tpl`. */
  readonly pieces?: readonly PrintedPiece[];
  /** The guards that were evaluated on the way; of `assigned` those it hangs on. */
  readonly guards?: GuardRange;
}

/** A stretch of the guards of a rendering, in the order of their evaluation. */
export interface GuardRange {
  readonly log: readonly Guard[];
  readonly start: number;
  /** Behind the last. */
  readonly end: number;
}

/** A piece of what a template prints, with where it is from: a text of the template itself, or a value. */
export interface PrintedPiece {
  readonly text: string;
  /** The template and the action or text in it that printed the piece. */
  readonly template: string;
  readonly span: Span;
  /** What was printed; undefined for the text of a template. */
  readonly value: Value | undefined;
  /** The innermost guard around it, while a rendering is traced. */
  readonly guard: Guard | undefined;
}

/** One evaluation of an `if`, `with` or `range`. */
export interface Guard {
  /** The guard around it, that of the calling template where its own has none. */
  readonly parent: Guard | undefined;
  /** Its position among the guards of the rendering. */
  readonly index: number;
  /** The node, to tell guards at one place from others. */
  readonly site: object;
  readonly value: Value;
  /** Whether the body was executed rather than what stands behind `else`. */
  readonly held: boolean;
}

export interface NilValue extends Located {
  readonly kind: 'nil';
  /**
   * Go's invalid value: what a nil has become once a pipeline yielded it. Fields of it are invalid again, whereas those of a nil
   * that stands in a table or a list are an error (text/template, exec.go, evalField).
   */
  readonly invalid?: true;
}

export interface BoolValue extends Located {
  readonly kind: 'bool';
  readonly value: boolean;
}

export interface IntValue extends Located {
  readonly kind: 'int';
  readonly value: bigint;
  readonly type: 'int' | 'int64' | 'time.Month' | 'time.Weekday';
  /** As of a string. */
  readonly opaque?: true;
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
  /** Stands for what only the user can give. */
  readonly unknown?: true;
  /** Of a Go value that is no string to a function: it prints as this text, or, as `[]uint8`, holds it. */
  readonly type?: 'time.Time' | '*semver.Version' | '[]uint8';
  /** What Go's string holds where that is no UTF-8; `value` has U+FFFD in its place. */
  readonly bytes?: Uint8Array | undefined;
  /** Of a version as it was written. */
  readonly original?: string;
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

/** The methods of a Go type, by name; they win over the keys of a map. */
export type Methods = ReadonlyMap<string, Method>;

export interface Method {
  readonly params: readonly ParamType[];
  /** The arguments have been checked. Undefined is Go's invalid value. */
  readonly run: (args: readonly Value[]) => Value | undefined;
}

/**
 * What a parameter takes, by its type in Go: `any` is `interface {}`, `value` a `reflect.Value` (the builtins of text/template,
 * which look at the value themselves), `table` is `map[string]interface {}`.
 */
export type ParamType =
  | 'any'
  | 'value'
  | 'string'
  | 'int'
  | 'float64'
  | 'bool'
  | 'table'
  | 'time'
  | 'version'
  | 'certificate';

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

/** Go's invalid value. To a function it is a nil that, unlike one that stands in a table, can be a map without entries. */
export const invalid: NilValue = { kind: 'nil', invalid: true };

/** What stands in a table or a list is never invalid, even if it was when it was put there. */
export function plain(value: Value): Value {
  if (!isInvalid(value)) return value;
  return { kind: 'nil', place: undefined, key: value.key, from: value.from };
}

export function isInvalid(value: Value): boolean {
  return value.kind === 'nil' && value.invalid === true;
}

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
