import type { HclExpression, HclFor, HclObject, HclTemplate, TemplatePart } from '../types.ts';
import { elementsOf } from './elements.ts';
import { callFunction } from './functions/call.ts';
import { binary, conditional, unary } from './operators.ts';
import { bind, MAX_EVALUATION_DEPTH, type Scope, spend, spendText } from './scope.ts';
import { stepsInto } from './steps.ts';
import { lookedUp } from './used-at.ts';
import {
  bool,
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
export function evaluate(expression: HclExpression, scope: Scope): Value {
  const { budget } = scope;
  if (!spend(scope, 1) || budget.depth >= MAX_EVALUATION_DEPTH) return unknown(TOO_MUCH);
  budget.depth++;
  const value = evaluateKind(expression, scope);
  budget.depth--;
  return value;
}

function evaluateKind(expression: HclExpression, scope: Scope): Value {
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
      return evaluate(expression.expression, scope);
    case 'variable':
    case 'traversal':
      return lookedUp(stepsInto(expression, scope, evaluate), expression, scope);
    case 'call':
      return callFunction(expression, scope, evaluate);
    case 'tuple':
      return tuple(expression.items.map((item) => evaluate(item, scope)));
    case 'object':
      return objectOf(expression, scope);
    case 'for':
      return forValue(expression, scope);
    case 'conditional':
      return conditional(evaluate(expression.condition, scope), (which) =>
        evaluate(which ? expression.whenTrue : expression.whenFalse, scope),
      );
    case 'unary':
      return unary(expression.operator, evaluate(expression.operand, scope));
    case 'binary':
      return binary(expression.operator, evaluate(expression.left, scope), () =>
        evaluate(expression.right, scope),
      );
  }
}

/** `1.50` is the number 1.5: only what is written as it prints can be edited where it stands. */
function asWritten<T>(written: string, place: T): T | undefined {
  return String(Number(written)) === written ? place : undefined;
}

/** A template of a single interpolation is its value, whatever that is; any other is a string. */
function template({ parts }: HclTemplate, scope: Scope): Value {
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') return evaluate(only.expression, scope);
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
      const value = usedAt(evaluate(part.expression, scope), use);
      const reason = `${value.kind === 'null' ? 'null' : `a ${value.kind}`} stands where text is needed`;
      return fragmentsOf(value) ?? [{ kind: 'hole', unknown: { reason, fails: true }, use }];
    }
    case 'if': {
      const value = conditional(evaluate(part.condition, scope), bool);
      if (value.kind === 'bool') return fragmentsOfParts(value.value ? part.body : part.otherwise, scope);
      return [hole(unknownIn(value) ?? { reason: 'its condition is none' })];
    }
    case 'for': {
      const elements = elementsOf(evaluate(part.collection, scope));
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

function objectOf({ items }: HclObject, scope: Scope): Value {
  const entries = new Map<string, Value>();
  let open: Unknown | undefined;
  for (const item of items) {
    const key = item.key.kind === 'variable' ? item.key.name : knownText(evaluate(item.key, scope));
    const value = evaluate(item.value, scope);
    if (key === undefined) open ??= { reason: 'one of its keys is not known' };
    else entries.set(key, value);
  }
  return object(entries, open);
}

function forValue(expression: HclFor, scope: Scope): Value {
  const elements = elementsOf(evaluate(expression.collection, scope));
  if (!elements.ok) return { kind: 'unknown', unknown: elements.error };
  const items: Value[] = [];
  const entries = new Map<string, Value>();
  let open: Unknown | undefined;
  for (const [key, value] of elements.value) {
    if (!spend(scope, 1)) return unknown(TOO_MUCH);
    const { keyName, valueName } = expression;
    const inner = bind(scope, [
      ...(keyName === undefined ? [] : [[keyName, key] as const]),
      [valueName, value],
    ]);
    const { condition } = expression;
    const kept = condition === undefined ? bool(true) : conditional(evaluate(condition, inner), bool);
    if (kept.kind !== 'bool') open ??= unknownIn(kept) ?? { reason: 'its condition is not known' };
    if (kept.kind !== 'bool' || !kept.value) continue;
    const result = evaluate(expression.value, inner);
    if (expression.key === undefined) {
      items.push(result);
      continue;
    }
    const name = knownText(evaluate(expression.key, inner));
    if (name === undefined) open ??= { reason: 'one of its keys is not known' };
    else entries.set(name, expression.groups ? grouped(entries.get(name), result) : result);
  }
  return expression.makes === 'tuple' ? tuple(items, open) : object(entries, open);
}

function grouped(before: Value | undefined, value: Value): Value {
  return before?.kind === 'tuple' ? tuple([...before.items, value]) : tuple([value]);
}
