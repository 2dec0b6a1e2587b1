import { addsObjects, type KustomizeGraph } from '../graph.ts';
import type { ImageEntry } from '../imagetag.ts';
import { inlinePatches } from '../patched.ts';
import type { Kustomization } from '../types.ts';

/**
 * Whether nothing that a kustomization builds can hold the image that an entry looks for: all of it is in the repository,
 * and no text of it has the entry's name in it. `textOf` gives the text of a file, or undefined where it cannot be read.
 */
export function cannotMatch(
  graph: KustomizeGraph,
  at: Kustomization,
  { name }: ImageEntry,
  textOf: (file: string) => string | undefined,
): boolean {
  // What the entries of a component see, those decide that include it; a list without resources is kept for others.
  if (at.kind === 'Component' || at.inclusions.length === 0) return false;
  const literal = name.replace(/\\([^A-Za-z0-9])/g, '$1');
  if (/[*+?()|[\]{}^$\\]/.test(literal)) return false;
  const below = new Set([at]);
  for (const kustomization of below) {
    const { inclusions, patches, helmCharts, images } = kustomization;
    if (helmCharts.length > 0) return false;
    const texts = [
      ...inlinePatches(kustomization).map(({ value }) => value),
      ...images.map(({ entry }) => entry.newName ?? ''),
    ];
    for (const inclusion of inclusions) {
      if (!addsObjects(inclusion) || inclusion.location.kind !== 'local') return false;
      const child = graph.byDirectory.get(inclusion.location.path);
      const text = child === undefined ? textOf(inclusion.location.path) : '';
      if (text === undefined) return false;
      texts.push(text);
      if (child !== undefined) below.add(child);
    }
    for (const { location } of patches) {
      if (location === undefined) continue;
      const text = location.kind === 'local' ? textOf(location.path) : undefined;
      if (text === undefined) return false;
      texts.push(text);
    }
    if (texts.some((text) => text.includes(literal))) return false;
  }
  return true;
}
