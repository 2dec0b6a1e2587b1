import type { YamlAlias, YamlMap, YamlNode, YamlPair } from './types.ts';

/** Real files merge a handful of maps; past these bounds further merged entries are not looked at. */
const MAX_MERGED_ENTRIES = 2_000;
const MAX_MERGE_DEPTH = 50;

/** An unquoted `<<`, as libyaml, go-yaml and PyYAML read it. */
export function isMergeKey(key: YamlNode): boolean {
  if (key.kind !== 'scalar' || key.value !== '<<' || key.style !== 'plain') return false;
  return key.tag === undefined || key.tag === '!!merge';
}

export interface MergedEntry {
  readonly entry: YamlPair;
  /** The alias through which the map itself reaches it; undefined for a map written out under `<<`. */
  readonly via: YamlAlias | undefined;
}

/**
 * What the merge keys of a map bring in, the strongest first: of several maps in one sequence the earlier, of
 * several `<<` the later (as PyYAML does; go-yaml refuses them), a map's own entries before those it merges.
 */
export function mergedEntries(map: YamlMap): readonly MergedEntry[] {
  const found: MergedEntry[] = [];
  const seen = new Set<YamlMap>([map]);
  const collect = (from: YamlMap, via: YamlAlias | undefined, depth: number): void => {
    if (depth > MAX_MERGE_DEPTH || found.length >= MAX_MERGED_ENTRIES) return;
    for (let i = from.entries.length - 1; i >= 0; i--) {
      const entry = from.entries[i];
      if (entry === undefined || !isMergeKey(entry.key)) continue;
      for (const source of mergeSources(entry.value, via)) {
        if (seen.has(source.map) || found.length >= MAX_MERGED_ENTRIES) continue;
        seen.add(source.map);
        for (let own = source.map.entries.length - 1; own >= 0; own--) {
          const merged = source.map.entries[own];
          if (merged !== undefined && !isMergeKey(merged.key)) found.push({ entry: merged, via: source.via });
        }
        collect(source.map, source.via, depth + 1);
      }
    }
  };
  collect(map, undefined, 0);
  return found;
}

interface MergeSource {
  readonly map: YamlMap;
  readonly via: YamlAlias | undefined;
}

function* mergeSources(value: YamlNode, via: YamlAlias | undefined): Generator<MergeSource> {
  if (value.kind === 'seq') {
    for (const item of value.items) yield* mergeSource(item, via);
  } else if (value.kind === 'alias' && value.target?.kind === 'seq') {
    for (const item of value.target.items) yield* mergeSource(item, via ?? value);
  } else yield* mergeSource(value, via);
}

function* mergeSource(node: YamlNode, via: YamlAlias | undefined): Generator<MergeSource> {
  if (node.kind === 'map') yield { map: node, via };
  else if (node.kind === 'alias' && node.target?.kind === 'map') yield { map: node.target, via: via ?? node };
}
