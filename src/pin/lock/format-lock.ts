import type { Lock, LockedImage } from './types.ts';

/** The number under `version`; another shape gets another one. */
export const lockVersion = 1;

/** The lock file as it is written: the same bytes for the same images, one field a line, sorted by repository and tag. */
export function formatLock(lock: Lock): string {
  const images = [...lock.values()].sort(inOrder).map(formatImage);
  const list = images.length === 0 ? '[]' : `[\n${images.join(',\n')}\n  ]`;
  return `{\n  "version": ${lockVersion},\n  "images": ${list}\n}\n`;
}

function inOrder(a: LockedImage, b: LockedImage): number {
  return compare(a.repository, b.repository) || compare(a.tag, b.tag);
}

/** By code units: no locale of a machine decides. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function formatImage({ repository, tag, digest, mediaType, platforms, resolved }: LockedImage): string {
  const fields: readonly (readonly [string, string | readonly string[] | undefined])[] = [
    ['repository', repository],
    ['tag', tag],
    ['digest', digest],
    ['mediaType', mediaType],
    ['platforms', platforms],
    ['resolved', resolved],
  ];
  const lines = fields.flatMap(([name, value]) =>
    value === undefined ? [] : [`      "${name}": ${typeof value === 'string' ? text(value) : list(value)}`],
  );
  return `    {\n${lines.join(',\n')}\n    }`;
}

const text = (value: string): string => JSON.stringify(value);

function list(values: readonly string[]): string {
  return `[${values.map(text).join(', ')}]`;
}
