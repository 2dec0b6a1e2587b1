import type { Scope } from './scope.ts';
import type { Expression, Step, TraversalExpression } from './types.ts';
import { failure, knownText, tuple, type Value } from './value.ts';

type Evaluate = (expression: Expression, scope: Scope) => Value;

/** The value of a name, or of something that is looked up in a value. */
export function stepsInto(
  expression: TraversalExpression | (Expression & { readonly kind: 'variable' }),
  scope: Scope,
  evaluate: Evaluate,
): Value {
  if (expression.kind === 'variable') return nameValue([expression.name], scope).value;
  const { source, steps } = expression;
  if (source.kind !== 'variable') return follow(evaluate(source, scope), steps, scope, evaluate);
  const names = [source.name];
  for (const step of steps) {
    if (step.kind !== 'attribute') break;
    names.push(step.name);
  }
  const { value, used } = nameValue(names, scope);
  return follow(value, steps.slice(used - 1), scope, evaluate);
}

function nameValue(names: readonly string[], scope: Scope): { readonly value: Value; readonly used: number } {
  const bound = scope.bindings.get(names[0] ?? '');
  return bound === undefined ? scope.reference(names) : { value: bound, used: 1 };
}

function follow(from: Value, steps: readonly Step[], scope: Scope, evaluate: Evaluate): Value {
  let value = from;
  for (const step of steps) {
    if (value.kind === 'unknown') return value;
    if (step.kind === 'splat') {
      const { each } = step;
      if (value.kind === 'null') value = tuple([]);
      else {
        const { items, open } = value.kind === 'tuple' ? value : tuple([value]);
        value = tuple(
          items.map((item) => follow(item, each, scope, evaluate)),
          open,
        );
      }
    } else value = lookUp(value, step.kind === 'attribute' ? step.name : evaluate(step.key, scope));
  }
  return value;
}

/** One element of a collection by name or number. */
export function lookUp(collection: Value, key: string | Value): Value {
  const name = typeof key === 'string' ? key : knownText(key);
  if (name === undefined) {
    return typeof key !== 'string' && key.kind === 'unknown' ? key : failure('the key is not known');
  }
  switch (collection.kind) {
    case 'unknown':
      return collection;
    case 'object': {
      const found = collection.entries.get(name);
      if (found !== undefined) return found;
      if (collection.open !== undefined) return { kind: 'unknown', unknown: collection.open };
      return failure(`there is no attribute ${name}`);
    }
    case 'tuple': {
      const found = /^\d+$/.test(name) ? collection.items[Number(name)] : undefined;
      if (found !== undefined) return found;
      if (collection.open !== undefined) return { kind: 'unknown', unknown: collection.open };
      return failure(`there is no element ${name}`);
    }
    default:
      return failure(`nothing can be looked up in a ${collection.kind}`);
  }
}
