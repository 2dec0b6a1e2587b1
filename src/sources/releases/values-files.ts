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
  const beside = file.slice(0, Math.max(file.lastIndexOf('/'), 0));
  return requests.flatMap((request) => {
    const { chart, object, values } = request;
    const fromArgo = argo.has(object?.kind ?? '');
    return values.flatMap((given) => {
      if (given.kind !== 'file' || ELSEWHERE.test(given.name)) return [];
      const named = fromArgo && NAMED_SOURCE.test(given.name);
      // Beside the chart that is not here.
      if (fromArgo && !named && chart.folder === undefined) return [];
      const folder = named ? '' : fromArgo ? (chart.folder ?? '') : beside;
      const path = pathFrom(folder, named ? given.name.replace(NAMED_SOURCE, '') : given.name);
      return path === undefined ? [] : [{ path, chart: describeChart(chart) }];
    });
  });
}

/** A path from the repository's root on; undefined when it leads out of it. */
function pathFrom(folder: string, relative: string): string | undefined {
  if (relative.startsWith('/')) return undefined;
  const segments = folder.split('/').filter((segment) => segment !== '' && segment !== '.');
  for (const segment of relative.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment !== '..') segments.push(segment);
    else if (segments.pop() === undefined) return undefined;
  }
  return segments.join('/');
}
