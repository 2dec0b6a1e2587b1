import type { YamlMap } from '../../formats/yaml/index.ts';
import { releaseAt, type Spot, spotAt, spotsIn, textAt, textsIn } from '../spot.ts';
import type { ChartName, ChartRequest, GivenValues } from './chart-request.ts';
import { listedSettings } from './given-values.ts';

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
  const repositories = new Map<string, string>();
  for (const repository of roots.flatMap((root) => spotsIn(root, 'repositories'))) {
    const name = textAt(repository, 'name');
    const url = textAt(repository, 'url');
    if (name !== undefined && url !== undefined) repositories.set(name.value, url.value);
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

function requestOf(release: Spot, repositories: ReadonlyMap<string, string>): ChartRequest {
  const chart = textAt(release, 'chart');
  const values = [
    ...valuesOf(release),
    ...listedSettings(release, 'set'),
    ...listedSettings(release, 'setString', true),
  ];
  if (chart === undefined) return { chart: {}, place: undefined, values };
  return {
    chart: chartNamed(chart.value, textAt(release, 'version')?.value, repositories),
    place: { text: chart.text, path: chart.path },
    values,
    ...releaseAt([textAt(release, 'name')], [textAt(release, 'namespace')]),
  };
}

function chartNamed(
  chart: string,
  version: string | undefined,
  repositories: ReadonlyMap<string, string>,
): ChartName {
  const ofVersion = version === undefined ? {} : { version };
  if (/^\.{0,2}\//.test(chart)) return { folder: chart };
  const slash = chart.indexOf('/');
  const url = slash === -1 ? undefined : repositories.get(chart.slice(0, slash));
  if (url === undefined) return { name: chart, ...ofVersion };
  return { name: chart.slice(slash + 1), repository: url, ...ofVersion };
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
