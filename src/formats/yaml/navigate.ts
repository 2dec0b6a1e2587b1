import { isMergeKey, mergedEntries } from './merge.ts';
import { isNull } from './scalar-type.ts';
import type { YamlAlias, YamlField, YamlMap, YamlNode, YamlPair } from './types.ts';

/** A node that is not an alias. */
export type YamlValue = Exclude<YamlNode, YamlAlias>;

/** A map's key or a sequence's index, from 0. */
export type PathSegment = string | number;

/** The node an alias stands for. One without a target reads as an absent value. */
export function resolve(node: YamlNode): YamlValue {
  if (node.kind !== 'alias') return node;
  // An anchor can't be put on an alias, so a target never is one; the type does not say so.
  if (node.target !== undefined && node.target.kind !== 'alias') return node.target;
  return { kind: 'scalar', value: '', style: 'plain', span: node.span, content: node.span };
}

/**
 * Smaller maps are read anew each time: V8 keeps the values of weak maps alive through every minor collection, and one
 * entry for each small map costs many times what it saves.
 */
export const REMEMBERED_SIZE = 32;
const fieldsOfMap = new WeakMap<YamlMap, readonly YamlField[]>();

/**
 * The entries of a map as a reader of the data sees them: of duplicate keys the last, then what merge keys
 * (https://yaml.org/type/merge.html) bring in for keys that the map does not have itself. Entries whose key is a map or a
 * sequence have no name and are left out.
 */
export function fieldsOf(map: YamlMap): readonly YamlField[] {
  return simpleFields(map) ?? anyFields(map);
}

/** Of a small map that has each key once, as most have. */
function simpleFields({ entries }: YamlMap): readonly YamlField[] | undefined {
  if (entries.length > mostSimple) return undefined;
  const fields: YamlField[] = [];
  for (const entry of entries) {
    const key = isMergeKey(entry.key) ? undefined : keyOf(entry);
    if (key === undefined || fields.some((before) => before.key === key)) return undefined;
    fields.push(toField(key, entry, undefined));
  }
  return fields;
}

/** Up to here comparing each key with those before it takes less than a table of them. */
const mostSimple = 8;

function anyFields(map: YamlMap): readonly YamlField[] {
  const known = fieldsOfMap.get(map);
  if (known !== undefined) return known;
  const byKey = new Map<string, YamlField>();
  let merges = false;
  for (const entry of map.entries) {
    const key = keyOf(entry);
    if (isMergeKey(entry.key)) merges = true;
    else if (key !== undefined) byKey.set(key, toField(key, entry, undefined));
  }
  for (const { entry, via } of merges ? mergedEntries(map) : []) {
    const key = keyOf(entry);
    if (key !== undefined && !byKey.has(key)) byKey.set(key, toField(key, entry, via));
  }
  const fields = [...byKey.values()];
  if (merges || fields.length > REMEMBERED_SIZE) fieldsOfMap.set(map, fields);
  return fields;
}

/** One entry of a map, as `fieldsOf` gives it; undefined for anything but a map that has it. */
export function field(node: YamlNode | undefined, key: string): YamlField | undefined {
  const map = node === undefined ? undefined : resolve(node);
  if (map?.kind !== 'map') return undefined;
  let merges = false;
  for (let i = map.entries.length - 1; i >= 0; i--) {
    const entry = map.entries[i];
    if (entry === undefined) continue;
    if (isMergeKey(entry.key)) merges = true;
    else if (keyOf(entry) === key) return toField(key, entry, undefined);
  }
  return merges ? fieldsOf(map).find((candidate) => candidate.key === key) : undefined;
}

/** The value found by following keys and indices, aliases resolved; undefined where the path does not lead on. */
export function at(node: YamlNode | undefined, path: readonly PathSegment[]): YamlValue | undefined {
  let value = node === undefined ? undefined : resolve(node);
  for (const segment of path) {
    if (value === undefined) return undefined;
    if (typeof segment === 'string') value = field(value, segment)?.value;
    else {
      const item: YamlNode | undefined = value.kind === 'seq' ? value.items[segment] : undefined;
      value = item === undefined ? undefined : resolve(item);
    }
  }
  return value;
}

/** The text of a scalar, aliases resolved; undefined for maps, sequences and null. */
export function scalarText(node: YamlNode | undefined): string | undefined {
  const value = node === undefined ? undefined : resolve(node);
  return value?.kind === 'scalar' && !isNull(value) ? value.value : undefined;
}

function keyOf(entry: YamlPair): string | undefined {
  const key = resolve(entry.key);
  return key.kind === 'scalar' ? key.value : undefined;
}

function toField(key: string, entry: YamlPair, merged: YamlAlias | undefined): YamlField {
  const via = merged ?? (entry.value.kind === 'alias' ? entry.value : undefined);
  const found = { key, keyNode: entry.key, value: resolve(entry.value) };
  return via === undefined ? found : { ...found, via };
}
