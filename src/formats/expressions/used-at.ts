import { type Scope, spend } from './scope.ts';
import type { Expression } from './types.ts';
import { fragmentsOf, object, type Place, tuple, usedAt, type Value } from './value.ts';

/**
 * What an expression looks up, as it comes in there. Texts in a collection from another file come in there too; those of
 * the same file are better found where they stand.
 */
export function lookedUp(value: Value, { span }: Expression, scope: Scope): Value {
  const use = { file: scope.file, span };
  return value.kind === 'object' || value.kind === 'tuple' ? within(value, use, scope) : usedAt(value, use);
}

function within(value: Value, use: Place, scope: Scope): Value {
  // What is shared is copied here: a tree of few nodes may unfold into very many.
  if (!spend(scope, 10)) return value;
  switch (value.kind) {
    case 'object': {
      const entries = [...value.entries].map(([name, entry]) => [name, within(entry, use, scope)] as const);
      return object(new Map(entries), value.open);
    }
    case 'tuple':
      return tuple(
        value.items.map((item) => within(item, use, scope)),
        value.open,
      );
    default: {
      const fragments = fragmentsOf(value) ?? [];
      return fragments.every((fragment) => fragment.use?.file === use.file) ? value : usedAt(value, use);
    }
  }
}
