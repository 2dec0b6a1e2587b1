import { callFunction } from './call.ts';
import { elementsOf } from './elements.ts';
import { binary, conditional, unary } from './operators.ts';
import { bind, MAX_EVALUATION_DEPTH, type Scope, spend, spendText } from './scope.ts';
import { stepsInto } from './steps.ts';
import type {
  ConditionalExpression,
  Expression,
  ForExpression,
  ObjectExpression,
  TemplateExpression,
  TemplatePart,
} from './types.ts';
import { lookedUp } from './used-at.ts';
import {
  bool,
  type Choice,
  type Fragment,
  fragmentsOf,
  knownText,
  NULL,
  object,
  tuple,
  type Unknown,
  unknown,
  unknownIn,
  usedAt,
  type Value,
} from './value.ts';

const TOO_MUCH = 'it takes too long to evaluate';

/** The value of an expression as far as the text tells it, with the places of the literals that it is made of. Always ends. */
export function evaluateExpression(expression: Expression, scope: Scope): Value {
  const { budget } = scope;
  if (!spend(scope, 1) || budget.depth >= MAX_EVALUATION_DEPTH) return unknown(TOO_MUCH);
  budget.depth++;
  const value = evaluateKind(expression, scope);
  budget.depth--;
  return value;
}

function evaluateKind(expression: Expression, scope: Scope): Value {
  const { span } = expression;
  const place = { file: scope.file, span };
  switch (expression.kind) {
    case 'number':
      return {
        kind: 'number',
        text: String(Number(expression.text)),
        place: asWritten(expression.text, place),
        use: place,
      };
    case 'bool':
      return { kind: 'bool', value: expression.value, place, use: place };
    case 'null':
      return NULL;
    case 'template':
      return template(expression, scope);
    case 'parentheses':
      return evaluateExpression(expression.expression, scope);
    case 'variable':
    case 'traversal':
      return lookedUp(stepsInto(expression, scope, evaluateExpression), expression, scope);
    case 'call':
      return callFunction(expression, scope, evaluateExpression);
    case 'tuple':
      return tuple(expression.items.map((item) => evaluateExpression(item, scope)));
    case 'object':
      return objectOf(expression, scope);
    case 'for':
      return forValue(expression, scope);
    case 'conditional':
      return conditionalValue(expression, scope);
    case 'unary':
      return unary(expression.operator, evaluateExpression(expression.operand, scope));
    case 'binary':
      return binary(expression.operator, evaluateExpression(expression.left, scope), () =>
        evaluateExpression(expression.right, scope),
      );
  }
}

/** Where the condition is not known, both sides are kept. */
function conditionalValue({ condition, whenTrue, whenFalse }: ConditionalExpression, scope: Scope): Value {
  const decided = conditional(evaluateExpression(condition, scope), bool);
  if (decided.kind === 'bool') return evaluateExpression(decided.value ? whenTrue : whenFalse, scope);
  const unknown = unknownIn(decided) ?? { reason: 'a condition is not known' };
  if (unknown.fails === true) return { kind: 'unknown', unknown };
  const place = { file: scope.file, span: condition.span };
  const choices = [
    { value: evaluateExpression(whenTrue, scope), condition: place, holds: true },
    { value: evaluateExpression(whenFalse, scope), condition: place, holds: false },
  ];
  return sidesOf(choices) > MAX_SIDES ? { kind: 'unknown', unknown } : { kind: 'unknown', unknown, choices };
}

/** Conditions in conditions multiply. */
const MAX_SIDES = 16;

function sidesOf(choices: readonly Choice[]): number {
  let sides = 0;
  for (const { value } of choices) {
    sides += value.kind === 'unknown' && value.choices !== undefined ? sidesOf(value.choices) : 1;
  }
  return sides;
}

/** `1.50` is the number 1.5: only what is written as it prints can be edited where it stands. */
function asWritten<T>(written: string, place: T): T | undefined {
  return String(Number(written)) === written ? place : undefined;
}

/** A template of a single interpolation is its value, whatever that is; any other is a string. */
function template({ parts }: TemplateExpression, scope: Scope): Value {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') return evaluateExpression(only.expression, scope);
  const fragments = fragmentsOfParts(parts, scope);
  return spendText(scope, fragments) ? { kind: 'string', fragments } : unknown(TOO_MUCH);
}

function fragmentsOfParts(parts: readonly TemplatePart[], scope: Scope): readonly Fragment[] {
  return parts.flatMap((part) => fragmentsOfPart(part, scope));
}

function fragmentsOfPart(part: TemplatePart, scope: Scope): readonly Fragment[] {
  switch (part.kind) {
    case 'text':
      return part.runs.map(({ value, span }) => {
        const place = { file: scope.file, span };
        return { kind: 'text', text: value, place, use: place };
      });
    case 'interpolation': {
      const use = { file: scope.file, span: part.span };
      const value = usedAt(evaluateExpression(part.expression, scope), use);
      const reason = `${value.kind === 'null' ? 'null' : `a ${value.kind}`} stands where text is needed`;
      return fragmentsOf(value) ?? [{ kind: 'hole', unknown: { reason, fails: true }, use }];
    }
    case 'if': {
      const value = conditional(evaluateExpression(part.condition, scope), bool);
      if (value.kind === 'bool') return fragmentsOfParts(value.value ? part.body : part.otherwise, scope);
      return [hole(unknownIn(value) ?? { reason: 'its condition is none' })];
    }
    case 'for': {
      const elements = elementsOf(evaluateExpression(part.collection, scope));
      if (!elements.ok) return [hole(elements.error)];
      return elements.value.flatMap(([key, value]) => {
        const inner = bind(scope, [
          ...(part.key === undefined ? [] : [[part.key, key] as const]),
          [part.value, value],
        ]);
        return spend(scope, 1) ? fragmentsOfParts(part.body, inner) : [];
      });
    }
  }
}

function hole(unknown: Unknown): Fragment {
  return { kind: 'hole', unknown, use: undefined };
}

function objectOf({ items }: ObjectExpression, scope: Scope): Value {
  const entries = new Map<string, Value>();
  let open: Unknown | undefined;
  for (const item of items) {
    const key = item.key.kind === 'variable' ? item.key.name : knownText(evaluateExpression(item.key, scope));
    const value = evaluateExpression(item.value, scope);
    if (key === undefined) open ??= { reason: 'one of its keys is not known' };
    else entries.set(key, value);
  }
  return object(entries, open);
}

function forValue(expression: ForExpression, scope: Scope): Value {
  const elements = elementsOf(evaluateExpression(expression.collection, scope));
  const items: Value[] = [];
  const entries = new Map<string, Value>();
  // Of elements that are not known, one stands for all: what its expression says by itself holds for each.
  const anyElement: Value = { kind: 'unknown', unknown: elements.ok ? { reason: '' } : elements.error };
  let open: Unknown | undefined = elements.ok ? undefined : elements.error;
  for (const [key, value] of elements.ok ? elements.value : [[anyElement, anyElement] as const]) {
    if (!spend(scope, 1)) return unknown(TOO_MUCH);
    const { keyName, valueName } = expression;
    const inner = bind(scope, [
      ...(keyName === undefined ? [] : [[keyName, key] as const]),
      [valueName, value],
    ]);
    const { condition } = expression;
    const kept =
      condition === undefined ? bool(true) : conditional(evaluateExpression(condition, inner), bool);
    if (kept.kind !== 'bool') open ??= unknownIn(kept) ?? { reason: 'its condition is not known' };
    if (kept.kind === 'bool' && !kept.value) continue;
    const result = evaluateExpression(expression.value, inner);
    if (expression.key === undefined) {
      items.push(result);
      continue;
    }
    const name = knownText(evaluateExpression(expression.key, inner));
    if (name === undefined) open ??= { reason: 'one of its keys is not known' };
    else entries.set(name, expression.groups ? grouped(entries.get(name), result) : result);
  }
  return expression.makes === 'tuple' ? tuple(items, open) : object(entries, open);
}

function grouped(before: Value | undefined, value: Value): Value {
  return before?.kind === 'tuple' ? tuple([...before.items, value]) : tuple([value]);
}
