import { append } from '../../append.ts';
import { isFor } from '../../helm/chart/enabled.ts';
import type { Chart, ChartDependency } from '../../helm/chart/types.ts';
import { parseConstraint, satisfies } from '../../helm/semver/constraint.ts';
import { compareVersions, parseVersion, type Version } from '../../helm/semver/version.ts';
import { treeFiles } from '../../host/index.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import { folderOf, pathFrom } from '../../sources/releases/index.ts';
import type { ChartLoader } from './load.ts';

/** A dependency that is neither in `charts/` nor where the configuration says. */
export interface MissingDependency {
  readonly dependency: ChartDependency;
  /** Its number in the list. */
  readonly index: number;
  /** Chart.yaml of the chart that lists it. */
  readonly metadataFile: string;
  /** The values keys that lead to that chart: `''`, or `redis.`. */
  readonly keys: string;
}

/** A chart, as complete as what lies on disk makes it. */
export interface CompletedChart {
  readonly chart: Chart;
  readonly missing: readonly MissingDependency[];
  /** What lies in no `charts/`, found or not: Helm fetches it. */
  readonly fetched: readonly MissingDependency[];
}

export type FindDependency = (dependency: ChartDependency, metadataFile: string) => Chart | undefined;

/** A chart that depends on itself by way of `file://` has no end. */
const deepest = 10;

/** Adds the dependencies that a chart lists and that are not in it. Helm looks for their names alone. */
export function completeChart(chart: Chart, find: FindDependency, keys = '', depth = 0): CompletedChart {
  const metadataFile = chart.metadata.table.place?.file ?? '';
  const missing: MissingDependency[] = [];
  const fetched: MissingDependency[] = [];
  const dependencies: Chart[] = [];
  const take = (subchart: Chart): void => {
    const { name } = subchart.metadata;
    const alias = chart.metadata.dependencies?.find((each) => isFor(each, subchart))?.alias || name;
    const below = completeChart(subchart, find, `${keys}${alias}.`, depth + 1);
    dependencies.push(below.chart);
    append(missing, below.missing);
    append(fetched, below.fetched);
  };
  chart.dependencies.forEach(take);
  for (const [index, dependency] of (chart.metadata.dependencies ?? []).entries()) {
    if (dependencies.some(({ metadata }) => metadata.name === dependency.name)) continue;
    const found = depth < deepest ? find(dependency, metadataFile) : undefined;
    const absent = { dependency, index, metadataFile, keys };
    fetched.push(absent);
    if (found === undefined) missing.push(absent);
    else take(found);
  }
  return { chart: { ...chart, dependencies }, missing, fetched };
}

/** Looks into a `file://` repository, and into the folders and archives of the configuration: there the newest that fits is taken, by the version in its name. */
export function dependencyFinder(
  root: string,
  places: readonly string[],
  loader: ChartLoader,
): FindDependency {
  let known: readonly string[] | undefined;
  return (dependency, metadataFile) => {
    const local = localChart(dependency, metadataFile);
    const beside = local === undefined ? undefined : loader.load(`${root}/${local}`);
    if (beside?.metadata.name === dependency.name) return beside;
    known ??= places.flatMap((place) => chartsAt(place, root));
    const named = known.flatMap((path) => candidate(path, dependency)).sort(newestFirst);
    for (const { path } of named) {
      const chart = loader.load(path);
      if (chart !== undefined && isFor(dependency, chart)) return chart;
    }
    return undefined;
  };
}

/** The folder that `file://../common` means, from the root on; undefined where it leads out of the repository. */
function localChart({ repository }: ChartDependency, metadataFile: string): string | undefined {
  const path = /^file:\/\/(.*)$/.exec(repository)?.[1];
  if (path === undefined || path.startsWith('/') || fileOnDisk(metadataFile) !== metadataFile)
    return undefined;
  return pathFrom(folderOf(metadataFile), path);
}

/** The charts, packed or not, that lie at a place of the configuration. */
export function chartsAt(place: string, root: string): readonly string[] {
  if (place.endsWith('.tgz')) return [place];
  const wants = (path: string, folder: boolean): boolean => {
    const depth = path.split('/').length;
    if (folder) return depth === 1;
    return depth === 1 ? path.endsWith('.tgz') || path === 'Chart.yaml' : path.endsWith('/Chart.yaml');
  };
  return [...treeFiles(place, { within: root, wants })].map(({ absolute }) =>
    absolute.endsWith('.tgz') ? absolute : absolute.slice(0, -'/Chart.yaml'.length),
  );
}

interface Candidate {
  readonly path: string;
  readonly version: Version | undefined;
}

/** What is called like the chart, or like the chart with a version that fits: nothing else is opened. */
function candidate(path: string, { name, version }: ChartDependency): readonly Candidate[] {
  const file = path.replace(/^.*[/\\]/, '').replace(/\.tgz$/, '');
  if (file === name) return [{ path, version: undefined }];
  if (!file.startsWith(`${name}-`)) return [];
  const written = parseVersion(file.slice(name.length + 1));
  const constraint = parseConstraint(version);
  return written === undefined || constraint === undefined || !satisfies(written, constraint)
    ? []
    : [{ path, version: written }];
}

function newestFirst(left: Candidate, right: Candidate): number {
  if (left.version === undefined || right.version === undefined) {
    return Number(left.version === undefined) - Number(right.version === undefined);
  }
  return compareVersions(right.version, left.version);
}
