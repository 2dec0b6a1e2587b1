import { ancestors, isBelow, joinPath, parsePattern, remainder, sourcePattern } from './pattern.ts';
import type { CacheRule } from './types.ts';

/**
 * Which targets are left for new rules: beside rules, existing ones and those claimed since, and beside repositories.
 * Overlaps are ACR's (see `conflicts`). Besides, no rule may take an image away from another: a static rule within a
 * wildcard answers for its path alone.
 */
export interface TargetSpace {
  /** Whether a wildcard rule `source/* -> path/*` can be added. */
  readonly wildcardFree: (path: string, source: string) => boolean;
  /** Whether a static rule `source -> path` can be added. */
  readonly staticFree: (path: string, source: string) => boolean;
  /** A rule whose target is `*`: no wildcard can stand beside it. */
  readonly catchAll: () => boolean;
  readonly claim: (rule: CacheRule) => void;
}

/** What is taken: targets with the sources they are for, and for a quick look below a path, everything by the paths above it. */
interface Occupied {
  readonly wildcards: Map<string, string>;
  readonly aboveWildcards: Set<string>;
  readonly statics: Map<string, string>;
  readonly staticsBelow: Map<string, string[]>;
  readonly repositories: ReadonlySet<string>;
  readonly aboveRepositories: ReadonlySet<string>;
}

/** The part of a space that does not change: made once for a registry, however many plans are made for it. */
export function occupiedTargets(rules: readonly CacheRule[], repositories: readonly string[]): Occupied {
  const aboveRepositories = new Set<string>();
  for (const repository of repositories) {
    for (const ancestor of ancestors(repository)) aboveRepositories.add(ancestor);
  }
  const occupied: Occupied = {
    wildcards: new Map(),
    aboveWildcards: new Set(),
    statics: new Map(),
    staticsBelow: new Map(),
    repositories: new Set(repositories),
    aboveRepositories,
  };
  for (const rule of rules) occupy(occupied, rule);
  return occupied;
}

function occupy(occupied: Occupied, rule: CacheRule): void {
  const { path, wildcard } = parsePattern(rule.target);
  const source = sourcePattern(rule.source).path;
  if (wildcard) {
    occupied.wildcards.set(path, source);
    for (const ancestor of ancestors(path)) occupied.aboveWildcards.add(ancestor);
    return;
  }
  occupied.statics.set(path, source);
  for (const ancestor of ancestors(path)) {
    const below = occupied.staticsBelow.get(ancestor);
    if (below === undefined) occupied.staticsBelow.set(ancestor, [path]);
    else below.push(path);
  }
}

/**
 * A space for one plan over what is taken already. At `inUse` images are served that the plan must not move: beside a
 * wildcard `*` every static rule takes some path from it.
 */
export function targetSpace(taken: Occupied, inUse: ReadonlySet<string>): TargetSpace {
  const claimed = occupiedTargets([], []);
  const layers = [taken, claimed];
  return {
    wildcardFree: (path, source) => layers.every((layer) => wildcardFits(layer, path, source)),
    staticFree: (path, source) =>
      !inUse.has(path) &&
      layers.every(
        (layer) => !layer.statics.has(path) && !layer.repositories.has(path) && !steals(layer, path, source),
      ),
    catchAll: () => taken.wildcards.has(''),
    claim: (rule) => occupy(claimed, rule),
  };
}

function wildcardFits(layer: Occupied, path: string, source: string): boolean {
  if (layer.wildcards.has(path) || layer.wildcards.has('')) return false;
  if (layer.aboveWildcards.has(path) || layer.aboveRepositories.has(path)) return false;
  if (ancestors(path).some((ancestor) => layer.wildcards.has(ancestor))) return false;
  const below = layer.staticsBelow.get(path) ?? [];
  return below.every((target) => layer.statics.get(target) === joinPath(source, remainder(target, path)));
}

/** Whether a static rule would take a path away from a wildcard rule that serves another image there. */
function steals(layer: Occupied, path: string, source: string): boolean {
  const above = ancestors(path).find((ancestor) => layer.wildcards.has(ancestor));
  if (above === undefined) return false;
  const served = joinPath(layer.wildcards.get(above) ?? '', remainder(path, above));
  return served !== source && !cannotExist(served);
}

/** Docker Hub's official images have one name below `library`. */
function cannotExist(name: string): boolean {
  const library = 'docker.io/library';
  return isBelow(name, library) && remainder(name, library).includes('/');
}
