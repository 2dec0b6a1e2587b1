import type { YamlMap } from '../../formats/yaml/index.ts';
import { lastOf, releaseAt, type Spot, type SpottedText, spotAt, spotsIn, textAt, textsIn } from '../spot.ts';
import type { ChartRequest, GivenValues } from './chart-request.ts';
import { listedSettings } from './given-values.ts';
import { bareOciChart, ociChart } from './oci-chart.ts';

/** Whether a document is one of helmfile's: there is no header to tell it by. */
export function isHelmfile(root: YamlMap): boolean {
  const spot: Spot = { map: root, path: '', via: undefined };
  return (
    spotsIn(spot, 'releases').some((release) => textAt(release, 'name') ?? textAt(release, 'chart')) ||
    spotsIn(spot, 'repositories').some((repository) => textAt(repository, 'url') !== undefined) ||
    spotAt(spot, 'templates') !== undefined
  );
}

/** The charts that the releases of a helmfile install, and what its templates give to releases (helmfile, `docs/index.md`). */
export function helmfileReleases(documents: readonly YamlMap[]): readonly ChartRequest[] {
  const roots = documents.map((map): Spot => ({ map, path: '', via: undefined }));
  const repositories = new Map<string, Repository>();
  for (const repository of roots.flatMap((root) => spotsIn(root, 'repositories'))) {
    const name = textAt(repository, 'name');
    const url = textAt(repository, 'url');
    const isRegistry = textAt(repository, 'oci')?.value === 'true';
    if (name !== undefined && url !== undefined) repositories.set(name.value, { url, isRegistry });
  }
  return roots.flatMap((root) => {
    const templates = spotAt(root, 'templates');
    const names =
      templates?.map.entries.flatMap(({ key }) => (key.kind === 'scalar' ? [key.value] : [])) ?? [];
    const bodies = names.flatMap((name) => spotAt(templates, name) ?? []);
    return [
      ...bodies.map((body) => ({ ...requestOf(body, repositories), place: undefined })),
      ...spotsIn(root, 'releases').map((release) => requestOf(release, repositories)),
    ];
  });
}

interface Repository {
  readonly url: SpottedText;
  /** `oci: true`: the address has no scheme. */
  readonly isRegistry: boolean;
}

function requestOf(release: Spot, repositories: ReadonlyMap<string, Repository>): ChartRequest {
  const chart = textAt(release, 'chart');
  const values = [
    ...valuesOf(release),
    ...listedSettings(release, 'set'),
    ...listedSettings(release, 'setString', true),
  ];
  if (chart === undefined) return { chart: {}, place: undefined, values };
  const version = textAt(release, 'version');
  return {
    ...chartNamed(chart, version, repositories),
    place: { text: chart.text, path: chart.path },
    values,
    ...releaseAt([textAt(release, 'name')], [textAt(release, 'namespace')]),
  };
}

function chartNamed(
  chart: SpottedText,
  version: SpottedText | undefined,
  repositories: ReadonlyMap<string, Repository>,
): Pick<ChartRequest, 'chart' | 'artifact'> {
  const ofVersion = version === undefined ? {} : { version: version.value };
  const { value } = chart;
  if (/^\.{0,2}\//.test(value)) return { chart: { folder: value } };
  const slash = value.indexOf('/');
  const repository = slash === -1 ? undefined : repositories.get(value.slice(0, slash));
  if (repository === undefined)
    return { chart: { name: value, ...ofVersion }, ...ociChart(chart, version, undefined) };
  const { url, isRegistry } = repository;
  return {
    chart: { name: value.slice(slash + 1), repository: url.value, ...ofVersion },
    ...(isRegistry ? bareOciChart(lastOf(chart, value.length - slash - 1), version, url) : {}),
  };
}

/** Maps and the names of files, in one list; the later win. */
function valuesOf(release: Spot): readonly GivenValues[] {
  const maps = spotsIn(release, 'values').map(
    ({ map, path }): GivenValues => ({ kind: 'map', map, path, span: map.span, text: undefined }),
  );
  const files = textsIn(release, 'values').map(
    ({ text, value, path }): GivenValues => ({ kind: 'file', name: value, text, path }),
  );
  return [...maps, ...files].sort((a, b) => startOf(a) - startOf(b));
}

function startOf(given: GivenValues): number {
  return given.kind === 'map' ? given.span.start : given.kind === 'file' ? given.text.scalar.span.start : 0;
}
