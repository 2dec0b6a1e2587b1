import {
  fieldsOf,
  isNull,
  resolve,
  type YamlAlias,
  type YamlField,
  type YamlMap,
  type YamlNode,
} from '../formats/yaml/index.ts';
import type { ListedText } from './types.ts';

/**
 * A field of the kustomization, found without case as Go's encoding/json finds it. The YAML is first turned into JSON with
 * sorted keys, so of several spellings the one that sorts last counts.
 */
export function fieldOf(map: YamlMap, name: string): YamlField | undefined {
  const wanted = name.toLowerCase();
  let found: YamlField | undefined;
  for (const candidate of fieldsOf(map)) {
    if (candidate.key.toLowerCase() !== wanted) continue;
    if (found === undefined || candidate.key > found.key) found = candidate;
  }
  return found;
}

/** The items of a list, aliases kept; empty when the field is absent, null or no list. */
export function itemsOf(field: YamlField | undefined): readonly YamlNode[] {
  return field?.value.kind === 'seq' ? field.value.items : [];
}

/** The texts of a list of strings. Null items count as absent. */
export function listedTexts(map: YamlMap, name: string): readonly ListedText[] {
  const list = fieldOf(map, name);
  return itemsOf(list).flatMap((item, index) => {
    const text = textOf(item, list, `${name}[${index}]`);
    return text === undefined ? [] : [text];
  });
}

/** A map in a list of the kustomization, and the alias through which it is reached. */
export interface ListedMap {
  /** `patches[0]`. */
  readonly path: string;
  readonly map: YamlMap;
  readonly via: YamlAlias | undefined;
}

/** The maps of a list. */
export function listedMaps(root: YamlMap, name: string): readonly ListedMap[] {
  const list = fieldOf(root, name);
  return itemsOf(list).flatMap((item, index) => {
    const map = resolve(item);
    if (map.kind !== 'map') return [];
    return [{ path: `${name}[${index}]`, map, via: list?.via ?? (item.kind === 'alias' ? item : undefined) }];
  });
}

/** The text of one field of a map in a list. */
export function keyedText({ path, map, via }: ListedMap, key: string): ListedText | undefined {
  const field = fieldOf(map, key);
  const text = field === undefined ? undefined : textOf(field.value, field, `${path}.${key}`);
  return text === undefined ? undefined : { ...text, via: via ?? text.via };
}

/** The text of a scalar node; `parent` is the field whose alias it may be reached through. */
export function textOf(node: YamlNode, parent: YamlField | undefined, path: string): ListedText | undefined {
  const scalar = resolve(node);
  if (scalar.kind !== 'scalar' || isNull(scalar)) return undefined;
  const via = parent?.via ?? (node.kind === 'alias' ? node : undefined);
  return { path, value: scalar.value, scalar, via };
}
