import type { Value } from '../values/value.ts';
import { keyText, type ValueKey } from '../values/value-key.ts';

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
    if (key !== undefined && (from === undefined || from.args.length === 0)) keys.set(keyText(key), key);
    if (from === undefined) continue;
    const parts: Value[] = [];
    // The dot that a template is given says nothing: what it read of it does.
    if (from.pieces === undefined) parts.push(...from.args);
    for (const { value: printed } of from.pieces ?? []) if (printed !== undefined) parts.push(printed);
    const { guards } = from;
    for (let index = guards?.start ?? 0; index < (guards?.end ?? 0) && index < mostSteps; index++) {
      const guard = guards?.log[index];
      if (guard !== undefined) parts.push(guard.value);
    }
    pending.push(...parts.reverse());
  }
  return [...keys.values()];
}
