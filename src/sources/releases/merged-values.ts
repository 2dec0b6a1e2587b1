import type { YamlMap, YamlNode, YamlPair, YamlScalar } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/span.ts';
import type { GivenValues } from './chart-request.ts';

/** What Helm makes of values that are given one over the other: maps are merged, all else is replaced. Settings come last. */
export function mergedValues(values: readonly GivenValues[]): YamlMap | undefined {
  const maps = values.flatMap((given) => (given.kind === 'map' ? [given.map] : []));
  const settings = settingsMap(values);
  const [first, ...others] = settings === undefined ? maps : [...maps, settings];
  return first === undefined ? undefined : others.reduce(over, first);
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

type Branch = Map<string, Branch | YamlScalar>;

/** All settings as one map. A place in a list is left out: a list is not known without the chart's own. */
function settingsMap(values: readonly GivenValues[]): YamlMap | undefined {
  const root: Branch = new Map();
  let span: Span | undefined;
  for (const given of values) {
    if (given.kind !== 'setting') continue;
    const keys = keysOf(given.key);
    const last = keys?.pop();
    if (keys === undefined || last === undefined) continue;
    let at = root;
    for (const key of keys) {
      const below = at.get(key);
      const next: Branch = below instanceof Map ? below : new Map();
      at.set(key, next);
      at = next;
    }
    at.set(last, given.value.scalar);
    span ??= given.value.scalar.span;
  }
  return span === undefined ? undefined : mapOf(root, span);
}

function mapOf(branch: Branch, span: Span): YamlMap {
  const entries = [...branch].map(([name, below]): YamlPair => {
    const value = below instanceof Map ? mapOf(below, span) : below;
    // No text of the file is the key of the value.
    const content = { start: span.start, end: span.start };
    return { key: { kind: 'scalar', value: name, style: 'double', span: content, content }, value };
  });
  return { kind: 'map', span, flow: true, entries };
}

/** As deep as Helm lets a key lead (pkg/strvals, MaxNestedNameLevel). */
const DEEPEST = 30;

/** `a.b\.c` (helm, pkg/strvals): the keys one below the other; undefined for a place in a list. */
function keysOf(key: string): string[] | undefined {
  if (key === '' || key.includes('[')) return undefined;
  const keys = key.split(/(?<!\\)\./).map((part) => part.replaceAll('\\.', '.'));
  return keys.length > DEEPEST ? undefined : keys;
}
