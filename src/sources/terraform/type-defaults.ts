import {
  evaluate,
  type HclExpression,
  knownText,
  object,
  type Scope,
  tuple,
  type Value,
} from '../../formats/hcl/index.ts';

const MAX_DEPTH = 30;

/**
 * A variable's value with what its type gives to attributes that are left out: `object({ tag = optional(string, "1.2") })`
 * (Terraform language, type constraints). Without a second argument that is null.
 */
export function withDefaults(value: Value, type: HclExpression, scope: Scope, depth = 0): Value {
  if (type.kind !== 'call' || depth > MAX_DEPTH) return value;
  const [inner] = type.args;
  if (inner === undefined) return value;
  switch (type.name) {
    case 'optional':
      return withDefaults(value, inner, scope, depth + 1);
    case 'list':
    case 'set':
      return value.kind === 'tuple'
        ? tuple(
            value.items.map((item) => withDefaults(item, inner, scope, depth + 1)),
            value.open,
          )
        : value;
    case 'map': {
      if (value.kind !== 'object') return value;
      const entries = [...value.entries].map(
        ([name, entry]) => [name, withDefaults(entry, inner, scope, depth + 1)] as const,
      );
      return object(new Map(entries), value.open);
    }
    case 'object':
      return value.kind === 'object' && inner.kind === 'object'
        ? objectDefaults(value, inner, scope, depth)
        : value;
    default:
      return value;
  }
}

function objectDefaults(
  value: Value & { readonly kind: 'object' },
  type: HclExpression & { readonly kind: 'object' },
  scope: Scope,
  depth: number,
): Value {
  const entries = new Map(value.entries);
  for (const item of type.items) {
    const name = item.key.kind === 'variable' ? item.key.name : knownText(evaluate(item.key, scope));
    const { value: expected } = item;
    if (name === undefined) continue;
    const given = entries.get(name);
    if (given !== undefined && given.kind !== 'null')
      entries.set(name, withDefaults(given, expected, scope, depth + 1));
    else if (expected.kind === 'call' && expected.name === 'optional') {
      const [inner, fallback] = expected.args;
      const standIn: Value = fallback === undefined ? { kind: 'null' } : evaluate(fallback, scope);
      entries.set(name, inner === undefined ? standIn : withDefaults(standIn, inner, scope, depth + 1));
    }
  }
  return object(entries, value.open);
}
