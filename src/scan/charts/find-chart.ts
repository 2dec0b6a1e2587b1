import type { SkippedFile } from '../../audit/index.ts';
import type { ChartDependency } from '../../helm/chart/types.ts';
import { parseConstraint } from '../../helm/semver/constraint.ts';
import { addressOf, type ChartRequest, type ChartSource } from '../../sources/releases/index.ts';
import { chartFolders, isChartAt } from '../release-charts.ts';
import { chartsAt } from './dependencies.ts';
import { type OpenedChart, type OpenOptions, openChart } from './open-chart.ts';

export interface FindOptions extends Pick<OpenOptions, 'root' | 'maxBytes' | 'edited' | 'dependencies'> {
  readonly sources: readonly ChartSource[];
  /** The addresses of this repository's remotes. */
  readonly remotes: readonly string[];
}

export interface FoundChart {
  /** Undefined where there is none. */
  readonly opened: OpenedChart | undefined;
  readonly skipped: readonly SkippedFile[];
}

/** Finds the chart of a request, which stands in `file`. */
export type FindChart = (request: ChartRequest, file: string) => FoundChart;

/** Charts are large; the same one is often installed several times in a row. */
const mostKept = 4;

/** In the repository where a request names a folder of it, else among the configured dependencies. */
export function chartFinder(options: FindOptions): FindChart {
  const { root, dependencies } = options;
  const kept = new Map<string, FoundChart>();
  let vendored: readonly string[] | undefined;
  const keep = (key: string, find: () => FoundChart): FoundChart => {
    const found = kept.get(key) ?? find();
    kept.delete(key);
    kept.set(key, found);
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    return found;
  };
  const open = (look: Parameters<typeof openChart>[0], name: string): FoundChart => {
    const opened = openChart(look, { ...options, isListed: () => true, name });
    return opened.chart === undefined
      ? { opened: undefined, skipped: opened.skipped }
      : { opened, skipped: opened.skipped };
  };
  return (request, file) => {
    if (mayBeHere(request, options)) {
      for (const folder of chartFolders(request, file)) {
        const absolute = `${root}/${folder}`;
        if (isChartAt(absolute)) return keep(absolute, () => open((loader) => loader.load(absolute), folder));
      }
    }
    const dependency = wanted(request, options.sources);
    if (dependency === undefined) return { opened: undefined, skipped: [] };
    vendored ??= dependencies.flatMap((place) => chartsAt(place, root));
    const { name, version } = dependency;
    const called = vendored.filter((path) => path.replace(/^.*[/\\]/, '').startsWith(name));
    return keep(`${name} ${version}`, () => open((_, find) => find(called)(dependency, ''), name));
  };
}

/** What to look for by name. What is filled in later may be any version. */
function wanted(
  { chart, object }: ChartRequest,
  sources: readonly ChartSource[],
): ChartDependency | undefined {
  const { name, folder, repository = '' } = chart;
  const source = addressOf(repository, object?.namespace, sources);
  const named = lastSegment(name ?? folder ?? (source?.kind === 'OCIRepository' ? source.url : ''));
  if (named === '') return undefined;
  const packed = /^(.+?)-(\d+\.\d+\.\d+.*)\.tgz$/.exec(named);
  const version = chart.version ?? packed?.[2] ?? (name === undefined ? source?.version : undefined) ?? '';
  return {
    name: packed?.[1] ?? named,
    version: version === '' || parseConstraint(version) === undefined ? ANY : version,
    repository: '',
    alias: '',
    condition: '',
    tags: [],
    importValues: [],
  };
}

/** Prereleases, too. */
const ANY = '>=0.0.0-0';

/** Whether the repository that a request names may be the one that is scanned: forks and mirrors keep the name. */
function mayBeHere(
  { chart: { repository }, object }: ChartRequest,
  { remotes, sources }: FindOptions,
): boolean {
  if (repository === undefined || remotes.length === 0) return true;
  const source = addressOf(repository, object?.namespace, sources);
  const address = source?.url ?? repository;
  // An object that is nowhere in the files, or a placeholder.
  if (!/^[\w.+-]+(?:@|:\/\/)[^\s{}$<>]+$/.test(address)) return true;
  const own = lastSegment(address).toLowerCase();
  return remotes.some((remote) => lastSegment(remote).toLowerCase() === own);
}

function lastSegment(address: string): string {
  return /[^/:]*$/.exec(address.replace(/\/+$/, '').replace(/\.git$/, ''))?.[0] ?? '';
}
