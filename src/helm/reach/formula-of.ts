import { isTrue } from '../template/runtime.ts';
import type { Derivation, Guard, Value } from '../values/value.ts';
import { describe } from './describe.ts';
import { equality } from './equality.ts';
import { and, constant, type Formula, not, or, sizeOf } from './formula.ts';
import { keysIn, selectedKey } from './keys-in.ts';
import { conditionOf, flipped, printedPieces } from './printed.ts';

const known = new WeakMap<Value, Formula>();

/** When a value is true, as far as it can be followed back to the values of the chart. */
export function formulaOf(value: Value): Formula {
  const before = known.get(value);
  if (before !== undefined) return before;
  // From a value that is nearer to the chart's values it may still be followed: nothing is noted here.
  if (depth >= deepest) return opaqueOf(value);
  depth++;
  try {
    // What a value was made of is older than the value: there are no cycles.
    const made = makeFormula(value);
    const formula = sizeOf(made) > largest ? opaqueOf(value) : made;
    known.set(value, formula);
    return formula;
  } finally {
    depth--;
  }
}

/** Far more than anybody reads; a value made of itself again and again would double a formula every time. */
const largest = 300;

const deepest = 100;

let depth = 0;

/** What a guard has tested, true where its body is executed. */
export function guardFormula({ value }: Guard): Formula {
  return formulaOf(value);
}

function makeFormula(value: Value): Formula {
  const { from, key } = value;
  if (from !== undefined) return derived(value, from);
  return key === undefined || isFilled(value) ? constant(isTrue(value)) : { kind: 'truthy', key };
}

/** Whether templates have put something into a table of the values: what they put has its own condition. */
function isFilled(value: Value): boolean {
  return value.kind === 'table' && [...value.entries.values()].some((entry) => entry.key === undefined);
}

function derived(value: Value, from: Derivation): Formula {
  const make = byFunction[from.by];
  const made = make?.(from.args, value, from);
  return made ?? opaqueOf(value);
}

function opaqueOf(value: Value): Formula {
  const keys = keysIn(value);
  return keys.length === 0 ? constant(isTrue(value)) : { kind: 'opaque', text: describe(value), keys };
}

type Make = (args: readonly Value[], value: Value, from: Derivation) => Formula | undefined;

const firstArgument: Make = ([first]) => (first === undefined ? undefined : formulaOf(first));
const lastArgument: Make = (args) => {
  const last = args.at(-1);
  return last === undefined ? undefined : formulaOf(last);
};
const selected: Make = (_, value, from) => {
  const key = selectedKey(value, from);
  return key === undefined ? undefined : { kind: 'truthy', key };
};
const anyArgument: Make = (args) => or(args.map(formulaOf));

/** A test of a text that its being equal to the other text passes. */
const textTest: Make = (args, value) => {
  const [wanted, tested] = args;
  if (wanted === undefined || tested === undefined) return undefined;
  const keys = keysIn(value);
  if (keys.length === 0) return undefined;
  return { kind: 'opaque', text: describe(value), keys, hint: equality(tested, wanted, formulaOf) };
};

/** Comparisons with a number: `gt (len x) 0` asks whether there is anything. */
function comparison(passes: (number: number) => number): Make {
  return (args, value, { by }) => {
    const [left, right] = args;
    if (left === undefined || right === undefined) return undefined;
    const bound = right.kind === 'int' || right.kind === 'float' ? Number(right.value) : undefined;
    if (bound === 0 && by === 'gt') return formulaOf(left);
    const keys = keysIn(value);
    if (keys.length === 0) return undefined;
    if (bound === undefined) return { kind: 'opaque', text: describe(value), keys };
    const passing: Value = { kind: 'float', value: passes(bound) };
    return { kind: 'opaque', text: describe(value), keys, hint: equality(left, passing, formulaOf) };
  };
}

const byFunction: Readonly<Record<string, Make>> = {
  not: ([arg]) => (arg === undefined ? undefined : not(formulaOf(arg))),
  empty: ([arg]) => (arg === undefined ? undefined : not(formulaOf(arg))),
  and: (args) => and(args.map(formulaOf)),
  all: (args) => and(args.map(formulaOf)),
  or: anyArgument,
  any: anyArgument,
  coalesce: anyArgument,
  default: anyArgument,
  list: (_, value) => constant(isTrue(value)),
  dict: (_, value) => constant(isTrue(value)),
  concat: anyArgument,
  merge: anyArgument,
  mergeOverwrite: anyArgument,
  ternary: ([yes, no, test]) => {
    if (yes === undefined || no === undefined || test === undefined) return undefined;
    const condition = formulaOf(test);
    return or([and([condition, formulaOf(yes)]), and([not(condition), formulaOf(no)])]);
  },
  eq: ([first, ...others]) =>
    first === undefined ? undefined : or(others.map((other) => equality(first, other, formulaOf))),
  ne: ([first, other]) =>
    first === undefined || other === undefined ? undefined : not(equality(first, other, formulaOf)),
  hasKey: ([table, name], value) => {
    if (table?.key === undefined || name?.kind !== 'string') return undefined;
    const key = { parent: table.key, key: name.value };
    return { kind: 'opaque', text: describe(value), keys: [key], hint: { kind: 'truthy', key } };
  },
  Has: ([api]) => (api?.kind === 'string' ? { kind: 'offers', api: api.value } : undefined),
  contains: textTest,
  hasPrefix: textTest,
  hasSuffix: textTest,
  gt: comparison((bound) => bound + 1),
  ge: comparison((bound) => bound),
  lt: comparison((bound) => bound - 1),
  le: comparison((bound) => bound),
  index: selected,
  get: selected,
  include: (_, value, from) => printedFormula(value, from),
  tpl: (_, value, from) => printedFormula(value, from),
  assigned: (_, value, from) => assignedFormula(value, from),
  required: lastArgument,
  toString: firstArgument,
  quote: firstArgument,
  squote: firstArgument,
  trim: firstArgument,
  lower: firstArgument,
  upper: firstArgument,
  int: firstArgument,
  int64: firstArgument,
  float64: firstArgument,
  toYaml: firstArgument,
  toJson: firstArgument,
  fromYaml: firstArgument,
  fromJson: firstArgument,
  deepCopy: firstArgument,
  len: firstArgument,
  keys: firstArgument,
  values: firstArgument,
  uniq: firstArgument,
  compact: firstArgument,
  sortAlpha: firstArgument,
  indent: lastArgument,
  nindent: lastArgument,
  trunc: lastArgument,
  trimSuffix: lastArgument,
  trimPrefix: lastArgument,
  trimAll: lastArgument,
  join: lastArgument,
  printf: lastArgument,
  print: lastArgument,
};

/** A printed text is true if anything was printed: under the guards around it, or if one of those that did not hold would. */
function printedFormula(value: Value, from: Derivation): Formula {
  const pieces = printedPieces(from);
  if (pieces.length === 0) return or(flipped(from, formulaOf));
  const [first] = pieces;
  if (first === undefined) return constant(isTrue(value));
  const around = conditionOf(first.guard, from.guards, formulaOf);
  return first.value === undefined || pieces.length > 1
    ? around
    : and([around, printsSomething(first.value)]);
}

/** false and 0 are printed, and are a text that is true. */
function printsSomething(value: Value): Formula {
  return value.kind === 'bool' || value.kind === 'int' || value.kind === 'float'
    ? constant(true)
    : formulaOf(value);
}

/** The value of a variable that was set under guards, or was not because they did not hold. */
function assignedFormula(value: Value, from: Derivation): Formula {
  const [inner] = from.args;
  const own = inner === undefined ? constant(isTrue(value)) : formulaOf(inner);
  if (own.kind !== 'constant') return own.kind === 'opaque' ? own : withFlips(own, value, from);
  return isTrue(value) ? conditionOf(lastGuard(from), from.guards, formulaOf) : or(flipped(from, formulaOf));
}

function withFlips(own: Formula, value: Value, from: Derivation): Formula {
  return isTrue(value) ? own : or([own, ...flipped(from, formulaOf)]);
}

function lastGuard({ guards }: Derivation): Guard | undefined {
  return guards === undefined ? undefined : guards.log[guards.end - 1];
}
