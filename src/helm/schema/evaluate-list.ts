import type { ListValue } from '../values/value.ts';
import { below, type Check, fail } from './check.ts';
import { identityOf } from './equal.ts';
import { counted } from './evaluate-scalar.ts';
import type { Failure } from './failure.ts';
import { grouped } from './numbers.ts';
import type { Schema } from './types.ts';

export function evaluateList(check: Check, { items }: ListValue): void {
  const { schema } = check;
  const { minItems = 0, maxItems = items.length } = schema;
  if (items.length < minItems) fail(check, () => counted('minItems', items.length, minItems));
  if (items.length > maxItems) fail(check, () => counted('maxItems', items.length, maxItems));
  if (schema.uniqueItems) evaluateUnique(check, items);
  const { prefixItems = [], items: others, contains } = schema;
  const first = Math.min(prefixItems.length, items.length);
  for (const [i, item] of items.entries()) {
    const own = prefixItems[i];
    if (own !== undefined) below(check, own, item, i);
    else if (others !== undefined && !(schema.itemsAreAdditional && others.always === false))
      below(check, others, item, i);
  }
  if (schema.itemsAreAdditional && others?.always === false && first < items.length)
    fail(check, () => `last ${grouped(items.length - first)} additionalItem(s) not allowed`);
  if (contains !== undefined) evaluateContains(check, contains, items);
}

function evaluateUnique(check: Check, items: ListValue['items']): void {
  const seen = new Map<string, number>();
  for (const [i, item] of items.entries()) {
    const identity = identityOf(item);
    const before = seen.get(identity);
    if (before !== undefined) {
      fail(check, () => `items at ${grouped(before)} and ${grouped(i)} are equal`);
      return;
    }
    seen.set(identity, i);
  }
}

function evaluateContains(check: Check, contains: Schema, items: ListValue['items']): void {
  const { run, schema, path, scope } = check;
  const failures: Failure[] = [];
  const matched: number[] = [];
  for (const [i, item] of items.entries()) {
    const wrong = run.evaluate(run, contains, item, { parent: path, key: i }, scope);
    if (wrong !== undefined) failures.push(wrong);
    else {
      matched.push(i);
      if (schema.draft >= 2020) check.evaluated?.add(i);
    }
  }
  const { minContains, maxContains = matched.length } = schema;
  const causes = { kind: 'any', failures } as const;
  const found = (limit: string): string =>
    `${limit} items required to match contains schema, but matched ${grouped(matched.length)} items at ${matched.join(' ')}`;
  if (minContains === undefined) {
    if (matched.length === 0) fail(check, () => 'no items match contains schema', causes);
  } else if (matched.length === 0 && minContains > 0) {
    const message = `min ${grouped(minContains)} items required to match contains schema, but none matched`;
    fail(check, () => message, causes);
  } else if (matched.length < minContains) fail(check, () => found(`min ${grouped(minContains)}`), causes);
  if (matched.length > maxContains) fail(check, () => found(`max ${grouped(maxContains)}`));
}
