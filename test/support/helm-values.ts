import type { Value } from '../../src/helm/values/value.ts';
import { keysOf } from '../../src/helm/values/value.ts';

/** Values as plain data: integers as `12n`, so that they differ from floats. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case 'nil':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'table':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry)]));
    case 'host':
      return value.text;
    default:
      return value.value;
  }
}

/** `file:a.b[0]` of a value that stands in a file. */
export function writtenAt({ place }: Value): string | undefined {
  if (place === undefined) return undefined;
  const path = keysOf(place.keys).map((key) => (typeof key === 'number' ? `[${key}]` : `.${key}`));
  return `${place.file}:${path.join('').replace(/^\./, '')}`;
}
