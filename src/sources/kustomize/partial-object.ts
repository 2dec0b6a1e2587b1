import type { PathSegment, YamlMap, YamlNode, YamlPair, YamlScalar } from '../../formats/yaml/index.ts';
import type { PatchTarget } from '../../kustomize/index.ts';
import type { Span } from '../../text/span.ts';

/** What an object says of itself. */
export interface Header {
  readonly apiVersion: string;
  readonly kind: string;
}

/** Kinds that keep their pod spec in the usual places, for pointers into one: other kinds keep it there too. */
const carriers: readonly (readonly [Header, place: readonly string[]])[] = [
  [{ apiVersion: 'v1', kind: 'Pod' }, ['spec']],
  [{ apiVersion: 'apps/v1', kind: 'Deployment' }, ['spec', 'template', 'spec']],
  [{ apiVersion: 'batch/v1', kind: 'CronJob' }, ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
  [{ apiVersion: 'v1', kind: 'PodTemplate' }, ['template', 'spec']],
];

const IN_POD_SPEC: ReadonlySet<PathSegment> = new Set([
  'containers',
  'initContainers',
  'ephemeralContainers',
  'volumes',
]);

/** A kind of which nothing is known: images are told by the names of fields, lists of containers wherever they stand. */
const unknown: Header = { apiVersion: 'unknown/v1', kind: 'Unknown' };

/** As what an object is read of which a patch shows just one field: by where the field is, else by what is said of the target. */
export function headerFor(segments: readonly PathSegment[], target: PatchTarget | undefined): Header {
  const carrier = carriers.find(
    ([, place]) =>
      place.every((key, depth) => segments[depth] === key) && IN_POD_SPEC.has(segments[place.length] ?? ''),
  );
  if (carrier !== undefined) return carrier[0];
  const { group, version = 'v1', kind } = target ?? {};
  if (kind === undefined) return unknown;
  return { apiVersion: group === undefined ? version : `${group}/${version}`, kind };
}

/** An object with a header, a name and one field. Each list on the way to it has a single item. */
export function partialObject(
  { apiVersion, kind }: Header,
  name: string,
  segments: readonly PathSegment[],
  value: YamlNode,
): YamlMap {
  const { span } = value;
  const metadata = mapOf([entry('name', scalarOf(name, span))], span);
  const header = [
    entry('apiVersion', scalarOf(apiVersion, span)),
    entry('kind', scalarOf(kind, span)),
    entry('metadata', metadata),
  ];
  const [first, ...rest] = segments;
  const inner = rest.reduceRight<YamlNode>(
    (node, segment) =>
      typeof segment === 'number'
        ? { kind: 'seq', span, flow: true, items: [node] }
        : mapOf([entry(segment, node)], span),
    value,
  );
  const own = first === undefined ? entriesOf(value) : [entry(String(first), inner)];
  return mapOf([...own, ...header], span);
}

/** A map that says another thing of itself. */
export function withHeader(map: YamlMap, header: Partial<Header>): YamlMap {
  const entries = (['apiVersion', 'kind'] as const).flatMap((key) => {
    const text = header[key];
    return text === undefined ? [] : [entry(key, scalarOf(text, map.span))];
  });
  // Of two entries with the same key the last counts.
  return { ...map, entries: [...map.entries, ...entries] };
}

function entriesOf(node: YamlNode): readonly YamlPair[] {
  return node.kind === 'map' ? node.entries : [];
}

function mapOf(entries: readonly YamlPair[], span: Span): YamlMap {
  return { kind: 'map', span, flow: true, entries };
}

function entry(key: string, value: YamlNode): YamlPair {
  return { key: scalarOf(key, value.span), value };
}

function scalarOf(value: string, span: Span): YamlScalar {
  return { kind: 'scalar', value, style: 'double', span, content: span };
}
