import { normalizeReference } from '../image/index.ts';
import {
  buildersOf,
  buildGraph,
  effectiveImages,
  type Kustomization,
  type KustomizeGraph,
  parseFieldPath,
  replacedFields,
  rootsOf,
  splitImage,
} from '../kustomize/index.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import { placedImage } from '../sources/kustomize/index.ts';
import { standInOf } from '../sources/unresolved-text.ts';

/**
 * The uses, with those as what is only mentioned that nobody pulls: every outermost kustomization gives them another name, by an
 * entry of `images:` or by a replacement. What it puts in their place is a use of its own.
 */
export function withOverwritten(uses: readonly ImageUse[], graph: KustomizeGraph): readonly ImageUse[] {
  const renamed = renamedNames(graph);
  const replacing = replacingIn(graph);
  if (renamed.size === 0 && replacing.length === 0) return uses;
  const paths = countPaths(replacing.length === 0 ? [] : uses);
  return uses.map((use) => {
    if (use.source !== 'kubernetes' || use.purpose !== 'pull') return use;
    const placed = placedImage(use);
    const name = splitImage(placed.value).name;
    const replacers = replacing.filter((at) => replaces(at, use, paths, graph));
    if (replacers.length === 0 && !renamed.has(name)) return use;
    const isOther = (after: string): boolean => splitImage(after).name !== name;
    return isOverwritten(placed, replacers, graph, isOther) ? { ...use, purpose: 'mention' } : use;
  });
}

/** Without the places whose stand-ins every outermost kustomization replaces: its entries say which images these are. */
export function withoutOverwritten(
  unresolved: readonly UnresolvedUse[],
  kustomizations: readonly Kustomization[],
): readonly UnresolvedUse[] {
  const mayBe = ({ source, code, purpose }: UnresolvedUse): boolean =>
    source === 'kubernetes' && code === 'variable' && purpose === 'pull';
  if (kustomizations.length === 0 || !unresolved.some(mayBe)) return unresolved;
  const graph = buildGraph(kustomizations);
  const replacing = replacingIn(graph);
  const paths = countPaths(replacing.length === 0 ? [] : unresolved);
  return unresolved.filter((use) => {
    if (!mayBe(use)) return true;
    const replacers = replacing.filter((at) => replaces(at, use, paths, graph));
    return !isOverwritten(use, replacers, graph, isWhole);
  });
}

function isWhole(image: string): boolean {
  const parsed = normalizeReference(image);
  return parsed.ok && standInOf(parsed.value.reference, image) === undefined;
}

/** The names of the entries that give another one. */
function renamedNames({ byDirectory }: KustomizeGraph): ReadonlySet<string> {
  const entries = [...byDirectory.values()].flatMap(({ images }) => images.map(({ entry }) => entry));
  return new Set(entries.flatMap(({ name, newName = '' }) => (newName === '' ? [] : [name])));
}

function replacingIn({ byDirectory }: KustomizeGraph): readonly Kustomization[] {
  return [...byDirectory.values()].filter((at) => replacedFields(at).length > 0);
}

/** Whether every root that takes in the image has it replaced, or makes something else of it. */
function isOverwritten(
  image: Place & { readonly value: string; readonly split?: boolean },
  replacers: readonly Kustomization[],
  graph: KustomizeGraph,
  isOther: (after: string) => boolean,
): boolean {
  const { images, complete } = effectiveImages(graph, image);
  if (!complete || images.length === 0) return false;
  const replaced = new Set(replacers.flatMap((at) => rootsOf(graph, at.source.path)));
  return images.every(({ root, after }) => replaced.has(root) || isOther(after));
}

type Place = Pick<UnresolvedUse, 'file' | 'object' | 'path'>;

/** How often each field path occurs in each object, what picks items of lists left out. */
function countPaths(uses: readonly Place[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const use of uses) {
    const key = placeOf(use);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function placeOf({ file, object, path }: Place): string {
  return [file, object?.kind, object?.name, keysIn(path)].join('\0');
}

function keysIn(path: string): string {
  return (parseFieldPath(path) ?? []).filter((segment) => typeof segment === 'string').join('\0');
}

/** Where an object has several containers, the name of one of them says which: only with a single one it is plain here. */
function replaces(
  at: Kustomization,
  use: Place,
  paths: ReadonlyMap<string, number>,
  graph: KustomizeGraph,
): boolean {
  if (paths.get(placeOf(use)) !== 1) return false;
  const own = keysIn(use.path);
  const writes = replacedFields(at).some(
    ({ kind, name, keys }) =>
      (kind === undefined || kind === use.object?.kind) &&
      (name === undefined || name === use.object?.name) &&
      keys.join('\0') === own,
  );
  return writes && (at.kind === 'Component' || buildersOf(graph, use.file).has(at));
}
