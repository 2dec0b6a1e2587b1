import type { Value } from './value.ts';

/** Whether a value is random, secret or of the clock, or a list that holds such a one. */
export function isOpaque(value: Value): boolean {
  if (value.kind === 'list') return value.items.some((item) => item.kind !== 'list' && isOpaque(item));
  return (value.kind === 'string' || value.kind === 'int') && value.opaque === true;
}

/** The value as one that comes of others which are opaque. */
export function opaqueBy(value: Value, others: readonly Value[]): Value {
  if ((value.kind !== 'string' && value.kind !== 'int') || value.opaque === true) return value;
  return others.some(isOpaque) && !others.includes(value) ? { ...value, opaque: true } : value;
}
