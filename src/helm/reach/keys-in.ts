import { append } from '../../append.ts';
import type { Derivation, Value } from '../values/value.ts';
import { childKey, keyText, type ValueKey } from '../values/value-key.ts';

/** More than a condition that anybody would read has. */
const mostKeys = 8;
const mostSteps = 400;

/** The keys of the values that a value was made of, each once, in the order in which they went in. */
export function keysIn(value: Value): readonly ValueKey[] {
  const keys = new Map<string, ValueKey>();
  const seen = new Set<Value>();
  const pending: Value[] = [value];
  let steps = 0;
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (seen.has(at) || keys.size >= mostKeys || ++steps > mostSteps) continue;
    seen.add(at);
    const { from, key } = at;
    const own = from === undefined || from.args.length === 0 ? key : selectedKey(at, from);
    if (own !== undefined) keys.set(keyText(own), own);
    if (from === undefined || (own !== undefined && from.args.length > 0)) continue;
    const parts: Value[] = [];
    // The dot that a template is given says nothing: what it read of it does.
    if (from.pieces === undefined) append(parts, from.args);
    for (const { value: printed } of from.pieces ?? []) if (printed !== undefined) parts.push(printed);
    const { guards } = from;
    for (let index = guards?.start ?? 0; index < (guards?.end ?? 0) && index < mostSteps; index++) {
      const guard = guards?.log[index];
      if (guard !== undefined) parts.push(guard.value);
    }
    append(pending, parts.reverse());
  }
  return [...keys.values()];
}

/** The key of what `index` and `get` have taken out of a table of the values, whether it is there or not. */
export function selectedKey({ key }: Value, { by, args }: Derivation): ValueKey | undefined {
  if (by !== 'index' && by !== 'get') return undefined;
  if (key !== undefined) return key;
  const [table, ...names] = args;
  let at = table?.from === undefined ? table?.key : undefined;
  for (const name of names)
    at = at !== undefined && name.kind === 'string' ? childKey(at, name.value) : undefined;
  return at;
}
