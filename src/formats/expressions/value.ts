import type { Fragment, Place, Unknown } from '../../text/index.ts';

export type { Fragment, Place, Unknown };

export type Value =
  | StringValue
  | NumberValue
  | BoolValue
  | NullValue
  | TupleValue
  | ObjectValue
  | UnknownValue;

export interface StringValue {
  readonly kind: 'string';
  readonly fragments: readonly Fragment[];
}

export interface NumberValue {
  readonly kind: 'number';
  /** In decimal. */
  readonly text: string;
  readonly place: Place | undefined;
  readonly use: Place | undefined;
}

export interface BoolValue {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly place: Place | undefined;
  readonly use: Place | undefined;
}

export interface NullValue {
  readonly kind: 'null';
}

export interface TupleValue {
  readonly kind: 'tuple';
  readonly items: readonly Value[];
  /** There may be other items. */
  readonly open?: Unknown;
}

export interface ObjectValue {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, Value>;
  /** There may be other entries, and other values for these. */
  readonly open?: Unknown;
}

export interface UnknownValue {
  readonly kind: 'unknown';
  readonly unknown: Unknown;
  readonly use?: Place;
  /** What it is on either side of a condition that is not known. */
  readonly choices?: readonly Choice[];
}

export interface Choice {
  readonly value: Value;
  readonly condition: Place;
  /** Whether the value is that where the condition holds, or the other one. */
  readonly holds: boolean;
}

export const NULL: NullValue = { kind: 'null' };

export function unknown(reason: string): UnknownValue {
  return { kind: 'unknown', unknown: { reason } };
}

/** What is certain not to evaluate. */
export function failure(reason: string): UnknownValue {
  return { kind: 'unknown', unknown: { reason, fails: true } };
}

export function text(content: string, place?: Place): StringValue {
  return { kind: 'string', fragments: content === '' ? [] : [literal(content, place)] };
}

function literal(content: string, place: Place | undefined): Fragment {
  return { kind: 'text', text: content, place, use: place };
}

/** The value as it comes in at a place: texts know from where, and keep where their letters stand. */
export function usedAt(value: Value, use: Place): Value {
  switch (value.kind) {
    case 'string':
      return { kind: 'string', fragments: value.fragments.map((fragment) => ({ ...fragment, use })) };
    case 'number':
    case 'bool':
      return { ...value, use };
    case 'unknown': {
      const choices = value.choices?.map((choice) => ({ ...choice, value: usedAt(choice.value, use) }));
      return { ...value, use, ...(choices === undefined ? {} : { choices }) };
    }
    default:
      return value;
  }
}

export function bool(value: boolean): BoolValue {
  return { kind: 'bool', value, place: undefined, use: undefined };
}

export function number(value: number): Value {
  return Number.isFinite(value)
    ? { kind: 'number', text: String(value), place: undefined, use: undefined }
    : failure('the result is no number');
}

export function tuple(items: readonly Value[], open?: Unknown): TupleValue {
  return { kind: 'tuple', items, ...(open === undefined ? {} : { open }) };
}

export function object(entries: ReadonlyMap<string, Value>, open?: Unknown): ObjectValue {
  return { kind: 'object', entries, ...(open === undefined ? {} : { open }) };
}

/** What a value is as part of a string; undefined for what is none (null, lists and objects). */
export function fragmentsOf(value: Value): readonly Fragment[] | undefined {
  switch (value.kind) {
    case 'string':
      return value.fragments;
    case 'number':
      return [{ kind: 'text', text: value.text, place: value.place, use: value.use }];
    case 'bool':
      return [{ kind: 'text', text: String(value.value), place: value.place, use: value.use }];
    case 'unknown':
      return [{ kind: 'hole', unknown: value.unknown, use: value.use }];
    default:
      return undefined;
  }
}

/** The text of a string, number or bool that is known to its last character. */
export function knownText(value: Value): string | undefined {
  const fragments = fragmentsOf(value);
  if (fragments === undefined) return undefined;
  let known = '';
  for (const fragment of fragments) {
    if (fragment.kind === 'hole') return undefined;
    known += fragment.text;
  }
  return known;
}

/** What keeps a value from being known in full, the first of it. */
export function unknownIn(value: Value): Unknown | undefined {
  if (value.kind === 'unknown') return value.unknown;
  if (value.kind === 'tuple' || value.kind === 'object') return value.open;
  const hole = fragmentsOf(value)?.find(({ kind }) => kind === 'hole');
  return hole?.kind === 'hole' ? hole.unknown : undefined;
}
