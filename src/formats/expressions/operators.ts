import type { BinaryOperator } from './types.ts';
import { bool, failure, knownText, number, unknownIn, type Value } from './value.ts';

/** What a condition chooses; an unknown condition makes the whole unknown. */
export function conditional(condition: Value, choose: (which: boolean) => Value): Value {
  const which = truth(condition);
  return typeof which === 'boolean' ? choose(which) : which;
}

/** A bool, or the strings that Terraform takes for one; otherwise why there is none. */
function truth(value: Value): boolean | Value {
  if (value.kind === 'bool') return value.value;
  const known = knownText(value);
  if (known === 'true' || known === 'false') return known === 'true';
  return value.kind === 'unknown' ? value : failure('a condition is neither true nor false');
}

export function unary(operator: '-' | '!', operand: Value): Value {
  if (operator === '!') return conditional(operand, (which) => bool(!which));
  const value = numeric(operand);
  return typeof value === 'number' ? number(-value) : value;
}

/** `right` is asked for only where it matters. */
export function binary(operator: BinaryOperator, left: Value, right: () => Value): Value {
  switch (operator) {
    case '&&':
      return conditional(left, (which) => (which ? conditional(right(), bool) : bool(false)));
    case '||':
      return conditional(left, (which) => (which ? bool(true) : conditional(right(), bool)));
    case '==':
      return equality(left, right(), true);
    case '!=':
      return equality(left, right(), false);
    default: {
      const a = numeric(left);
      if (typeof a !== 'number') return a;
      const b = numeric(right());
      return typeof b === 'number' ? arithmetic(operator, a, b) : b;
    }
  }
}

function numeric(value: Value): number | Value {
  if (value.kind === 'unknown') return value;
  const known = knownText(value);
  if (known === undefined) {
    const reason = unknownIn(value);
    return reason === undefined ? failure('a number is needed') : { kind: 'unknown', unknown: reason };
  }
  return value.kind === 'bool' || !/^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(known)
    ? failure('a number is needed')
    : Number(known);
}

function arithmetic(operator: BinaryOperator, a: number, b: number): Value {
  switch (operator) {
    case '+':
      return number(a + b);
    case '-':
      return number(a - b);
    case '*':
      return number(a * b);
    case '/':
      return number(a / b);
    case '%':
      return number(a % b);
    case '<':
      return bool(a < b);
    case '<=':
      return bool(a <= b);
    case '>':
      return bool(a > b);
    default:
      return bool(a >= b);
  }
}

function equality(left: Value, right: Value, wanted: boolean): Value {
  const equal = isEqual(left, right);
  return typeof equal === 'boolean' ? bool(equal === wanted) : equal;
}

/** Values of different types are never equal. */
function isEqual(left: Value, right: Value): boolean | Value {
  for (const value of [left, right]) {
    const reason = unknownIn(value);
    if (reason !== undefined) return { kind: 'unknown', unknown: reason };
  }
  if (left.kind !== right.kind) return false;
  if (left.kind === 'tuple' && right.kind === 'tuple') {
    if (left.items.length !== right.items.length) return false;
    return allEqual(left.items.map((item, index) => [item, right.items[index]]));
  }
  if (left.kind === 'object' && right.kind === 'object') {
    if (left.entries.size !== right.entries.size) return false;
    return allEqual([...left.entries].map(([name, item]) => [item, right.entries.get(name)]));
  }
  return knownText(left) === knownText(right);
}

function allEqual(pairs: readonly (readonly [Value, Value | undefined])[]): boolean | Value {
  for (const [left, right] of pairs) {
    if (right === undefined) return false;
    const equal = isEqual(left, right);
    if (equal !== true) return equal;
  }
  return true;
}
