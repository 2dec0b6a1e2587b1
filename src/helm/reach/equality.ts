import type { Derivation, Value } from '../values/value.ts';
import { describe } from './describe.ts';
import { scalarOf } from './evaluate.ts';
import { and, constant, type Formula, not, or } from './formula.ts';
import { keysIn, selectedKey } from './keys-in.ts';
import { conditionOf, flipped, printedPieces } from './printed.ts';

type Scalar = string | number | boolean;
type FormulaOf = (value: Value) => Formula;

/** When two values are equal: one of them, as a rule, is a constant. */
export function equality(left: Value, right: Value, formulaOf: FormulaOf): Formula {
  const leftKeys = keysIn(left);
  const rightKeys = keysIn(right);
  if (leftKeys.length === 0 && rightKeys.length === 0)
    return printsOf(left) ?? printsOf(right) ?? constant(scalarOf(left) === scalarOf(right));
  const [tested, other] = leftKeys.length > 0 ? [left, right] : [right, left];
  const wanted = scalarOf(other);
  const keyed = leftKeys.length === 0 || rightKeys.length === 0;
  const made = wanted === undefined || !keyed ? undefined : equals(tested, wanted, formulaOf);
  return (
    made ?? {
      kind: 'opaque',
      text: `${describe(left)} == ${describe(right)}`,
      keys: [...leftKeys, ...rightKeys],
    }
  );

  function printsOf(value: Value): Formula | undefined {
    const from = value.from;
    const constantSide = scalarOf(value === left ? right : left);
    return from?.guards === undefined || constantSide === undefined
      ? undefined
      : equals(value, constantSide, formulaOf);
  }
}

/** When a value is a constant; undefined where that cannot be told. */
function equals(tested: Value, wanted: Scalar, formulaOf: FormulaOf): Formula | undefined {
  if (depth === 0) left = mostSteps;
  if (--left < 0 || depth >= deepest) return undefined;
  depth++;
  try {
    return followed(tested, wanted, formulaOf);
  } finally {
    depth--;
  }
}

/** For one comparison: defaults of defaults lead to twice as many values every time. */
const mostSteps = 200;

const deepest = 50;

let depth = 0;
let left = mostSteps;

function followed(tested: Value, wanted: Scalar, formulaOf: FormulaOf): Formula | undefined {
  const { from, key } = tested;
  if (from === undefined) {
    return key === undefined ? constant(scalarOf(tested) === wanted) : { kind: 'equals', key, value: wanted };
  }
  const [first, second] = from.args;
  switch (from.by) {
    case 'toString':
    case 'print':
    case 'quote':
      return first === undefined ? undefined : equals(first, asKindOf(first, wanted), formulaOf);
    case 'int':
    case 'int64':
    case 'float64':
    case 'lower':
    case 'upper':
    case 'trim':
      return first === undefined ? undefined : equals(first, wanted, formulaOf);
    case 'default':
      return first === undefined || second === undefined
        ? undefined
        : defaulted(first, second, wanted, formulaOf);
    case 'include':
    case 'tpl':
      return printed(tested, from, wanted, formulaOf);
    case 'assigned':
      return assigned(tested, from, wanted, formulaOf);
    case 'printf': {
      const isPlain = first?.kind === 'string' && (first.value === '%s' || first.value === '%v');
      return isPlain && second !== undefined
        ? equals(second, asKindOf(second, wanted), formulaOf)
        : undefined;
    }
    case 'index':
    case 'get': {
      const own = selectedKey(tested, from);
      return own === undefined ? undefined : { kind: 'equals', key: own, value: wanted };
    }
    default:
      if (tested.kind !== 'bool' || typeof wanted !== 'boolean') return undefined;
      return wanted ? formulaOf(tested) : not(formulaOf(tested));
  }
}

function defaulted(fallback: Value, value: Value, wanted: Scalar, formulaOf: FormulaOf): Formula | undefined {
  const own = equals(value, wanted, formulaOf);
  const instead = equals(fallback, wanted, formulaOf);
  if (own === undefined || instead === undefined) return own;
  return or([own, and([not(formulaOf(value)), instead])]);
}

/** What a template prints, compared with a text. */
function printed(tested: Value, from: Derivation, wanted: Scalar, formulaOf: FormulaOf): Formula | undefined {
  const pieces = printedPieces(from);
  const [only, another] = pieces;
  if (only?.value !== undefined && another === undefined) {
    const around = conditionOf(only.guard, from.guards, formulaOf);
    const own = equals(only.value, asKindOf(only.value, wanted), formulaOf);
    return own === undefined ? undefined : and([around, own]);
  }
  const text = tested.kind === 'string' ? tested.value.trim() : undefined;
  if (text === String(wanted)) return conditionOf(only?.guard, from.guards, formulaOf);
  return or(flipped(from, formulaOf));
}

function assigned(
  tested: Value,
  from: Derivation,
  wanted: Scalar,
  formulaOf: FormulaOf,
): Formula | undefined {
  const [inner] = from.args;
  const own = inner === undefined ? undefined : equals(inner, wanted, formulaOf);
  if (own?.kind !== 'constant') return own;
  if (scalarOf(tested) !== wanted) return or(flipped(from, formulaOf));
  const last = from.guards?.log[from.guards.end - 1];
  return conditionOf(last, from.guards, formulaOf);
}

/** `eq (toString x) "true"`: what the value has to be for its text to be that. */
function asKindOf(value: Value, wanted: Scalar): Scalar {
  if (typeof wanted !== 'string') return wanted;
  if (value.kind === 'bool' && (wanted === 'true' || wanted === 'false')) return wanted === 'true';
  const isNumber = value.kind === 'float' || value.kind === 'int';
  return isNumber && wanted !== '' && !Number.isNaN(Number(wanted)) ? Number(wanted) : wanted;
}
