import { keyText, type ValueKey } from '../values/value-key.ts';

/** A condition over the values of a chart and what its cluster offers. */
export type Formula =
  | Constant
  | Truthy
  | Equals
  | Offers
  | Opaque
  | { readonly kind: 'not'; readonly of: Formula }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Formula[] };

export interface Constant {
  readonly kind: 'constant';
  readonly value: boolean;
}

/** Neither false, zero, nil nor empty (text/template, `IsTrue`). */
export interface Truthy {
  readonly kind: 'truthy';
  readonly key: ValueKey;
}

/** The value is that scalar. */
export interface Equals {
  readonly kind: 'equals';
  readonly key: ValueKey;
  readonly value: string | number | boolean;
}

/** The cluster's API has that group and version, or kind. */
export interface Offers {
  readonly kind: 'offers';
  readonly api: string;
}

/** Something that is computed from values in a way that is not followed further. */
export interface Opaque {
  readonly kind: 'opaque';
  /** In the words of the template: `semverCompare ">=1.21" version`. */
  readonly text: string;
  readonly keys: readonly ValueKey[];
  /** What would make it true, as far as one can guess. */
  readonly hint?: Formula;
}

export const always: Constant = { kind: 'constant', value: true };
export const never: Constant = { kind: 'constant', value: false };

export function constant(value: boolean): Constant {
  return value ? always : never;
}

export function not(of: Formula): Formula {
  if (of.kind === 'constant') return constant(!of.value);
  return of.kind === 'not' ? of.of : { kind: 'not', of };
}

export function and(formulas: readonly Formula[]): Formula {
  return joined('and', formulas);
}

export function or(formulas: readonly Formula[]): Formula {
  return joined('or', formulas);
}

/** Flat, each part once; a part that decides alone stands alone. */
function joined(kind: 'and' | 'or', formulas: readonly Formula[]): Formula {
  const parts = new Map<string, Formula>();
  for (const formula of formulas) {
    const inner = formula.kind === kind ? formula.of : [formula];
    for (const part of inner) {
      if (part.kind === 'constant') {
        if (part.value === (kind === 'or')) return part;
      } else parts.set(identity(part), part);
    }
  }
  if (parts.size <= 1) return parts.values().next().value ?? constant(kind === 'and');
  const all = withoutSettled(kind, [...parts.values()]);
  for (const part of all) {
    if (part.kind === 'not' && parts.has(identity(part.of))) return constant(kind === 'or');
  }
  const [first, ...others] = absorbed(kind, all, parts);
  if (first === undefined) return constant(kind === 'and');
  return others.length === 0 ? first : { kind, of: [first, ...others] };
}

/** `a == 1 and a != 2` is `a == 1`, `a != 1 or a == 2` is `a != 1`; `a and a.b` is `a.b`. */
function withoutSettled(kind: 'and' | 'or', parts: readonly Formula[]): readonly Formula[] {
  const equals = (part: Formula, isNegated: boolean): Equals | undefined => {
    if (!isNegated) return part.kind === 'equals' ? part : undefined;
    return part.kind === 'not' && part.of.kind === 'equals' ? part.of : undefined;
  };
  const settling = parts.flatMap((part) => equals(part, kind === 'or') ?? []);
  if (settling.length === 0 && kind === 'or') return parts;
  const outer = new Set(kind === 'or' ? [] : parts.flatMap(tablesAround));
  return parts.filter((part) => {
    if (part.kind === 'truthy' && outer.has(keyText(part.key))) return false;
    const other = equals(part, kind === 'and');
    return other === undefined || !settling.some((each) => settles(each, other));
  });
}

/** What a value stands in is not empty when there is that value. */
function tablesAround(part: Formula): readonly string[] {
  if (part.kind !== 'truthy' && !(part.kind === 'equals' && part.value)) return [];
  const texts: string[] = [];
  for (let at = part.key.parent; at?.parent !== undefined; at = at.parent) texts.push(keyText(at));
  return texts;
}

function settles(one: Equals, other: Equals): boolean {
  return one.value !== other.value && keyText(one.key) === keyText(other.key);
}

/**
 * Without the parts that another one makes superfluous: `a or (a and b)` is `a`, `a and (a or b)` is `a`, `a and not (not a and b)` is
 * `a`, and of `(a and b) or (a and b and c)` the first is left.
 */
function absorbed(
  kind: 'and' | 'or',
  all: readonly Formula[],
  known: ReadonlyMap<string, Formula>,
): readonly Formula[] {
  const other = kind === 'and' ? 'or' : 'and';
  if (!all.some((part) => part.kind === other || (part.kind === 'not' && part.of.kind === kind))) return all;
  const sets = all.map((part) => new Set((part.kind === other ? part.of : [part]).map(identity)));
  const isKnown = (part: Formula): boolean =>
    known.has(identity(part)) || (part.kind === kind && part.of.every(isKnown));
  return all.filter((part, index) => {
    if (part.kind === 'not' && part.of.kind === kind) return !part.of.of.some((each) => isKnown(not(each)));
    if (part.kind !== other) return true;
    const own = sets[index];
    return !part.of.some(isKnown) && !sets.some((set) => set.size < part.of.length && isWithin(set, own));
  });
}

function isWithin(set: ReadonlySet<string>, whole: ReadonlySet<string> | undefined): boolean {
  if (whole === undefined) return false;
  for (const each of set) if (!whole.has(each)) return false;
  return true;
}

const sizes = new WeakMap<Formula, number>();

/** How many parts a formula has, those that it has twice counted twice. */
export function sizeOf(formula: Formula): number {
  if (formula.kind === 'not') return sizeOf(formula.of);
  if (formula.kind !== 'and' && formula.kind !== 'or') return 1;
  const known = sizes.get(formula);
  if (known !== undefined) return known;
  const size = formula.of.reduce((sum, part) => sum + sizeOf(part), 0);
  sizes.set(formula, size);
  return size;
}

const identities = new WeakMap<Formula, string>();

/** Equal for formulas that say the same in the same order. */
export function identity(formula: Formula): string {
  const known = identities.get(formula);
  if (known !== undefined) return known;
  const made = makeIdentity(formula);
  identities.set(formula, made);
  return made;
}

function makeIdentity(formula: Formula): string {
  switch (formula.kind) {
    case 'constant':
      return String(formula.value);
    case 'truthy':
      return keyText(formula.key);
    case 'equals':
      return `${keyText(formula.key)}=${JSON.stringify(formula.value)}`;
    case 'offers':
      return `offers ${formula.api}`;
    case 'opaque':
      return `{${formula.text}|${formula.keys.map(keyText).join()}}`;
    case 'not':
      return `!${identity(formula.of)}`;
    default:
      return `(${formula.of.map(identity).join(formula.kind === 'and' ? '&' : '|')})`;
  }
}
