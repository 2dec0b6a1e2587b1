import { type ChartRequest, describeChart } from './chart-request.ts';

/** A file that something gives to a chart as values. */
export interface ValuesFile {
  /** From the repository's root on. */
  readonly path: string;
  /** The chart in words, `chart podinfo 6.x`. */
  readonly chart: string;
}

/** Argo CD reads values files from the folder of the source, or from another source that has a name: `$values/apps/web.yaml`. */
const argo: ReadonlySet<string> = new Set(['Application', 'ApplicationSet']);
const NAMED_SOURCE = /^\$[^/]+\//;
const ELSEWHERE = /^[a-z][a-z0-9+.-]*:\/\/|^git::/i;

/** The files in the repository that requests take values from. `file` is the one that the requests stand in. */
export function valuesFilesOf(requests: readonly ChartRequest[], file: string): readonly ValuesFile[] {
  return requests.flatMap((request) =>
    request.values.flatMap((given) => {
      const path = given.kind === 'file' ? valuesPath(request, given.name, file) : undefined;
      return path === undefined ? [] : [{ path, chart: describeChart(request.chart) }];
    }),
  );
}

/** Where a values file is, from the repository's root on; undefined for one that is elsewhere, or in the chart. */
export function valuesPath({ chart, object }: ChartRequest, name: string, file: string): string | undefined {
  if (ELSEWHERE.test(name)) return undefined;
  const fromArgo = argo.has(object?.kind ?? '');
  const named = fromArgo && NAMED_SOURCE.test(name);
  const inSource = object?.kind === 'HelmRelease';
  if (!named && (fromArgo || inSource) && chart.folder === undefined) return undefined;
  const folder = named || inSource ? '' : fromArgo ? (chart.folder ?? '') : folderOf(file);
  return pathFrom(folder, named ? name.replace(NAMED_SOURCE, '') : name);
}

export function folderOf(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf('/'), 0));
}

/** A path from the repository's root on; undefined when it leads out of it. */
export function pathFrom(folder: string, relative: string): string | undefined {
  if (relative.startsWith('/')) return undefined;
  const segments = folder.split('/').filter((segment) => segment !== '' && segment !== '.');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    // What lies outside of the root has a path that begins like that: nothing is known of what is above it.
    else if (segments.length === 0 || segments.at(-1) === '..') return undefined;
    else segments.pop();
  }
  return segments.join('/');
}
