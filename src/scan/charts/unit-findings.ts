import type { IgnoreDirective, SkippedFile } from '../../audit/index.ts';
import {
  type EditedContent,
  type HelmProgram,
  pathFilter,
  pathFrom,
  statusAt,
  type WalkOptions,
  walk,
} from '../../host/index.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import { analyseUnit, type Parsed } from './analyse-unit.ts';
import type { Deployments } from './deployments.ts';
import type { ChartSettings, RenderedEdit } from './types.ts';
import type { ChartUnit } from './units.ts';

/** Charts and all that is to be known to analyse them. Plain data: it can be handed to another thread. */
export interface UnitsJob {
  readonly walk: WalkOptions;
  readonly maxBytes: number;
  readonly settings: ChartSettings;
  readonly deployments: Deployments;
  readonly units: readonly ChartUnit[];
  /** Values files that the walk came to, by their path from the root. */
  readonly valuesFiles: ReadonlySet<string>;
  /** Whether the findings are kept for another scan. */
  readonly remembered: boolean;
}

/** What a chart says in files that were asked for; plain data as well. */
export interface AskedFindings {
  readonly uses: readonly (ImageUse | UnresolvedUse)[];
  readonly skipped: readonly SkippedFile[];
  readonly directives: readonly (readonly [file: string, directives: readonly IgnoreDirective[]])[];
  /** False when the chart could not be read at all. */
  readonly read: boolean;
  /** The values files that it was given. */
  readonly valuesFiles: readonly string[];
  readonly comparisons: readonly ChartComparison[];
  readonly renderedEdits: readonly RenderedEdit[];
  /** The files that all of this is made of, where that is known and is to be remembered. */
  readonly texts?: readonly string[];
}

/** What is no plain data. */
interface Beside {
  readonly edited: EditedContent | undefined;
  readonly helm: HelmProgram | undefined;
}

/**
 * Analyses one chart. It is read whole although few of its files are asked for: what its values mean stands in its templates. What
 * is reported are places in files that were asked for.
 */
export function unitFindings(
  unit: ChartUnit,
  job: UnitsJob,
  parsed: Parsed,
  { edited, helm }: Beside,
): AskedFindings {
  const isAsked = askedFor(unit, job);
  const { maxBytes, settings, deployments } = job;
  const { root } = job.walk;
  const isListed = listedIn(unit, job);
  const found = analyseUnit(unit, {
    ...{ root, maxBytes, edited, settings, deployments, parsed, isListed, helm },
  });
  const { uses, skipped, directives, read, valuesFiles, comparisons, renderedEdits, texts } = found;
  return {
    uses: uses.filter(({ file }) => isAsked(file)),
    skipped: skipped.filter(({ file }) => isAsked(file)),
    directives: [...directives].filter(([file]) => isAsked(file)),
    read,
    valuesFiles,
    comparisons,
    renderedEdits,
    ...(job.remembered && texts !== undefined ? { texts } : {}),
  };
}

/** Whether the walk began at a directory that a path (absolute) lies in. */
export function isWithin(absolute: string, { root, starts }: WalkOptions): boolean {
  const path = pathFrom(root, absolute);
  return (starts ?? [{ absolute: root }]).some(
    (start) => isIn(path, pathFrom(root, start.absolute)) && statusAt(start.absolute)?.isDirectory() === true,
  );
}

function isIn(path: string, folder: string): boolean {
  return folder === '' ? !path.startsWith('../') : path === folder || path.startsWith(`${folder}/`);
}

/**
 * Whether what stands in a file is reported: the walk came to it, or it belongs to a chart that the walk came to as a whole, as
 * an ignored subchart does.
 */
function askedFor(unit: ChartUnit, job: UnitsJob): (file: string) => boolean {
  const walked = new Set([...unit.files.map(({ path }) => path), ...job.valuesFiles]);
  const whole = isWithin(unit.absolute, job.walk);
  const { include = [], exclude = [] } = job.walk;
  const { wantsFile } = pathFilter(include, exclude);
  return (file) => {
    const onDisk = fileOnDisk(file);
    return walked.has(onDisk) || (whole && wantsFile(onDisk));
  };
}

/** Whether git has a file of the chart; asked of a walk of its own where that of the scan was given less than the chart. */
function listedIn(unit: ChartUnit, job: UnitsJob): (path: string) => boolean {
  const { root, include = [], exclude = [], ignoreFiles } = job.walk;
  const isWhole = include.length === 0 && exclude.length === 0 && isWithin(unit.absolute, job.walk);
  let files: ReadonlySet<string> | undefined;
  const list = (): ReadonlySet<string> => {
    if (isWhole) return new Set(unit.files.map(({ path }) => path));
    const starts = [{ absolute: unit.absolute, named: true }];
    const entries = walk({ root, starts, ...(ignoreFiles === undefined ? {} : { ignoreFiles }) });
    return new Set([...entries].map(({ path }) => path));
  };
  return (path) => {
    files ??= list();
    return files.has(path);
  };
}
