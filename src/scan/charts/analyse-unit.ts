import { type IgnoreDirective, ignoreDirectives, type SkippedFile } from '../../audit/index.ts';
import type { Gunzip } from '../../helm/chart/archive.ts';
import type { Chart } from '../../helm/chart/types.ts';
import { gunzip, type HelmProgram } from '../../host/index.ts';
import { analyseChart } from '../../sources/helm/analyse.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ChartOptions } from '../../sources/helm/chart-options.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import { compareWithHelm } from './compare-with-helm.ts';
import { completeChart, dependencyFinder } from './dependencies.ts';
import type { Deployment, Deployments } from './deployments.ts';
import { chartLoader } from './load.ts';
import { missingCharts } from './missing.ts';
import { createTexts } from './texts.ts';
import { problemsOf, usesOf } from './to-uses.ts';
import type { ChartSettings } from './types.ts';
import { type ChartUnit, isOwn } from './units.ts';

export interface UnitContext {
  readonly root: string;
  readonly maxBytes: number;
  readonly settings: ChartSettings;
  readonly deployments: Deployments;
  /** Whether git has a file of the chart, by its path from the root on. */
  readonly isListed: (path: string) => boolean;
  /** Undefined where nothing is compared. */
  readonly helm: HelmProgram | undefined;
}

export interface UnitFindings {
  readonly uses: readonly (ImageUse | UnresolvedUse)[];
  readonly skipped: readonly SkippedFile[];
  readonly directives: ReadonlyMap<string, readonly IgnoreDirective[]>;
  /** False when the chart could not be read at all: only `skipped` says something then. */
  readonly read: boolean;
  /** The values files that it was given. */
  readonly valuesFiles: readonly string[];
  readonly comparisons: readonly ChartComparison[];
}

/** Once the archives of a chart hold so much together, no further one is unpacked; real ones have a tenth of it. */
const mostUnpacked = 64 * 1024 * 1024;

interface BoundedGunzip {
  readonly gunzip: Gunzip;
  /** Whether an archive was refused for what the others hold. */
  readonly isSpent: () => boolean;
}

function boundedGunzip(): BoundedGunzip {
  let left = mostUnpacked;
  let spent = false;
  return {
    gunzip: (bytes, maxBytes) => {
      if (left <= 0) {
        spent = true;
        return undefined;
      }
      const unpacked = gunzip(bytes, maxBytes);
      left -= unpacked?.length ?? 0;
      return unpacked;
    },
    isSpent: () => spent,
  };
}

/** What one chart makes somebody pull, in each of its deployments. Its files are in memory until this returns. */
export function analyseUnit(unit: ChartUnit, context: UnitContext): UnitFindings {
  const { root, settings, deployments } = context;
  const bounded = boundedGunzip();
  const texts = createTexts(boundedGunzip().gunzip);
  for (const [file, content] of deployments.contents) texts.add(file, content);
  const loader = chartLoader({ ...context, texts, gunzip: bounded.gunzip });
  const loaded = loader.load(unit.absolute);
  const chosen = deploymentsOf(unit, deployments);
  if (loaded === undefined) {
    const reason = loader.skipped.map((each) => each.reason).join('\n');
    const comparisons = comparisonsOf(unit, reason, chosen, context);
    return {
      uses: [],
      skipped: loader.skipped,
      directives: new Map(),
      read: false,
      valuesFiles: [],
      comparisons,
    };
  }
  const find = dependencyFinder(
    root,
    settings.dependencies,
    chartLoader({ ...context, texts, gunzip: bounded.gunzip, isListed: () => true }),
  );
  const { chart, missing } = completeChart(loaded, find);
  const found = new Map<string, ImageUse | UnresolvedUse>();
  const skipped = [...loader.skipped, ...(bounded.isSpent() ? [tooMuch(unit)] : [])];
  for (const deployment of chosen) {
    const analysis = analyseChart({ chart, problems: [] }, optionsOf(deployment, context, texts.at));
    const unresolved = [...analysis.unresolved, ...missingCharts(chart, missing, deployment.values, texts)];
    for (const use of usesOf({ ...analysis, unresolved }, texts)) keep(use, found);
    skipped.push(
      ...problemsOf(analysis, texts).filter((problem) => !skipped.some((known) => isSame(known, problem))),
    );
  }
  const valuesFiles = chosen.flatMap((deployment) => deployment.valuesFiles);
  const own = unit.files.filter(isOwn).map(({ path }) => path);
  return {
    uses: [...found.values()],
    skipped,
    directives: directivesOf([...own, ...valuesFiles], texts.at),
    read: true,
    valuesFiles,
    comparisons: comparisonsOf(unit, chart, chosen, context),
  };
}

function comparisonsOf(
  unit: ChartUnit,
  chart: Chart | string,
  chosen: readonly Deployment[],
  { helm, ...context }: UnitContext,
): readonly ChartComparison[] {
  if (helm === undefined) return [];
  return chosen.map((deployment) => compareWithHelm(unit, chart, deployment, { ...context, helm }));
}

function tooMuch({ path }: ChartUnit): SkippedFile {
  const reason = `the archives of the chart hold more than ${mostUnpacked} bytes together: not all were unpacked`;
  return { file: path === '' ? 'Chart.yaml' : path, reason };
}

/** The deployments that the configuration lists, of the chart or of the folder of packed charts; or the one that has nothing of its own. */
function deploymentsOf({ absolute, kind }: ChartUnit, { listed, other }: Deployments): readonly Deployment[] {
  const folder = absolute.replace(/[/\\][^/\\]*$/, '');
  const own = listed.filter(({ path }) => path === absolute || (kind === 'archive' && path === folder));
  return own.length === 0 ? [other] : own;
}

function optionsOf(
  { values, release, namespace }: Deployment,
  { settings: { kubeVersion, apiVersions } }: UnitContext,
  sourceOf: ChartOptions['sourceOf'],
): ChartOptions {
  return {
    values,
    release,
    namespace,
    ...(kubeVersion === '' ? {} : { kubeVersion }),
    apiVersions,
    sourceOf,
  };
}

/** Keeps each place and image once: what one deployment pulls in any case is no longer conditional. */
export function keep(use: ImageUse | UnresolvedUse, found: Map<string, ImageUse | UnresolvedUse>): void {
  const { file, span, value, path, object } = use;
  const key = JSON.stringify([file, span.start, span.end, value, path, object]);
  const before = found.get(key);
  if (before === undefined || (before.when !== undefined && use.when === undefined)) found.set(key, use);
}

function isSame(left: SkippedFile, right: SkippedFile): boolean {
  return left.file === right.file && left.line === right.line && left.reason === right.reason;
}

/** The `pullthrough-ignore` comments in these files. What is packed nobody edits: comments there are other people's. */
function directivesOf(
  files: readonly string[],
  sourceOf: ChartOptions['sourceOf'],
): ReadonlyMap<string, readonly IgnoreDirective[]> {
  const directives = new Map<string, readonly IgnoreDirective[]>();
  for (const file of files) {
    const source = file.endsWith('.tgz') ? undefined : sourceOf(file);
    const found = source === undefined ? [] : ignoreDirectives(source.text);
    if (found.length > 0) directives.set(file, found);
  }
  return directives;
}
