import type { FoundImage } from './image-use.ts';

const told = new WeakMap<object, Set<string>>();

/** Whether a report has had an image of the same text at the same place before; from now on it has. Kept by a key: a file may name thousands. */
export function isToldAgain(report: object, { span, value, unresolved }: FoundImage, path = ''): boolean {
  const keys = told.get(report) ?? new Set();
  told.set(report, keys);
  const key = [span.start, path, unresolved?.reason ?? '', value].join('\n');
  if (keys.has(key)) return true;
  keys.add(key);
  return false;
}
