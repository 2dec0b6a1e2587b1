import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../formats/yaml/index.ts';
import type { GivenValues } from './chart-request.ts';

/** What Helm makes of values that are given one over the other: maps are merged, all else is replaced. */
export function mergedValues(values: readonly GivenValues[]): YamlMap | undefined {
  let merged: YamlMap | undefined;
  for (const given of values) {
    const map = given.kind === 'map' ? given.map : given.kind === 'setting' ? settingMap(given) : undefined;
    if (map !== undefined) merged = merged === undefined ? map : over(merged, map);
  }
  return merged;
}

function over(base: YamlMap, map: YamlMap): YamlMap {
  const before = new Map<string, YamlNode>();
  for (const { key, value } of base.entries) if (key.kind === 'scalar') before.set(key.value, value);
  const entries = map.entries.map((entry): YamlPair => {
    const { key, value } = entry;
    const below = key.kind === 'scalar' ? before.get(key.value) : undefined;
    return value.kind === 'map' && below?.kind === 'map' ? { key, value: over(below, value) } : entry;
  });
  // Of two entries with the same key the last counts.
  return { ...base, entries: [...base.entries, ...entries] };
}

/** A map with the one value in it. A place in a list is left out: the lists of Helm are replaced as a whole. */
function settingMap({ key, value }: Extract<GivenValues, { kind: 'setting' }>): YamlMap | undefined {
  const keys = keysOf(key);
  const { scalar } = value;
  if (keys === undefined) return undefined;
  const node = keys.reduceRight<YamlNode>((inner, name) => mapOf(name, inner, scalar), scalar);
  return node.kind === 'map' ? node : undefined;
}

function mapOf(name: string, value: YamlNode, { span }: YamlScalar): YamlMap {
  const key: YamlScalar = {
    kind: 'scalar',
    value: name,
    style: 'double',
    span,
    content: { start: span.start, end: span.start },
  };
  return { kind: 'map', span, flow: true, entries: [{ key, value }] };
}

/** `a.b\.c` (helm, pkg/strvals): the keys one below the other; undefined for a place in a list. */
function keysOf(key: string): readonly string[] | undefined {
  if (key === '' || key.includes('[')) return undefined;
  return key.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));
}
