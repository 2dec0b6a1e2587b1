import type { Difference } from './compare.ts';

/** The images among what only one side has, or has otherwise. */
export function imagesIn(differences: readonly Difference[], side: 'helm' | 'ours'): ReadonlySet<string> {
  const images = new Set<string>();
  for (const { at, [side]: value } of differences) collect(at.slice(at.lastIndexOf(' ') + 1), value, images);
  return images;
}

function collect(key: string, value: unknown, images: Set<string>): void {
  if (typeof value === 'string') {
    if (/image$/i.test(key)) images.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, each] of Object.entries(value)) collect(name, each, images);
  }
}
