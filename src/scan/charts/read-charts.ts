import type { IgnoreDirective, SkippedFile } from '../../audit/index.ts';
import {
  type HelmProgram,
  pathFilter,
  pathFrom,
  statusAt,
  treeFiles,
  type WalkOptions,
  walk,
} from '../../host/index.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { Detach } from '../detach.ts';
import { analyseUnit, keep } from './analyse-unit.ts';
import type { Deployments } from './deployments.ts';
import type { ChartFindings, ChartSettings } from './types.ts';
import { type ChartUnit, isOwn } from './units.ts';

export interface ReadChartsOptions {
  readonly walk: WalkOptions;
  readonly maxBytes: number;
  readonly settings: ChartSettings;
  readonly deployments: Deployments;
  readonly units: readonly ChartUnit[];
  /** Values files that the walk came to, by their path from the root. */
  readonly valuesFiles: ReadonlySet<string>;
  readonly detach: Detach;
  /** Undefined where nothing is compared. */
  readonly helm?: HelmProgram | undefined;
}

/**
 * Reads charts, one in memory at a time. A chart is read whole although few of its files are asked for: what its values
 * mean stands in its templates. What is reported are places in files that were asked for.
 */
export function readCharts(options: ReadChartsOptions): ChartFindings {
  const { settings, deployments, detach, maxBytes, helm } = options;
  const { root } = options.walk;
  const found = new Map<string, ImageUse | UnresolvedUse>();
  const skipped: SkippedFile[] = [];
  const directives = new Map<string, readonly IgnoreDirective[]>();
  const done = new Set<string>();
  const comparisons: ChartComparison[] = [];
  for (const unit of [...options.units, ...configuredArchives(options)]) {
    const isAsked = askedFor(unit, options);
    const isListed = listedIn(unit, options);
    const findings = analyseUnit(unit, { root, maxBytes, settings, deployments, isListed, helm });
    for (const use of findings.uses) if (isAsked(use.file)) keep(detach(use), found);
    skipped.push(...findings.skipped.filter(({ file }) => isAsked(file)).map(detach));
    for (const [file, list] of findings.directives) if (isAsked(file)) directives.set(file, detach(list));
    comparisons.push(...findings.comparisons.map(detach));
    if (!findings.read) continue;
    for (const file of unit.files) if (unit.kind === 'archive' || isOwn(file)) done.add(file.path);
    for (const file of findings.valuesFiles) done.add(file);
  }
  const all = [...found.values()];
  return {
    uses: all.filter((use): use is ImageUse => 'reference' in use),
    unresolved: all.filter((use): use is UnresolvedUse => !('reference' in use)),
    skipped: skipped.filter((one, index) => skipped.findIndex((other) => isSame(one, other)) === index),
    directives,
    comparisons,
    done,
  };
}

function isSame(left: SkippedFile, right: SkippedFile): boolean {
  return left.file === right.file && left.line === right.line && left.reason === right.reason;
}

/** Whether the walk began at a directory that a path (absolute) lies in. */
function isWithin(absolute: string, { root, starts }: WalkOptions): boolean {
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
function askedFor(unit: ChartUnit, options: ReadChartsOptions): (file: string) => boolean {
  const walked = new Set([...unit.files.map(({ path }) => path), ...options.valuesFiles]);
  const whole = isWithin(unit.absolute, options.walk);
  const { include = [], exclude = [] } = options.walk;
  const { wantsFile } = pathFilter(include, exclude);
  return (file) => {
    const onDisk = fileOnDisk(file);
    return walked.has(onDisk) || (whole && wantsFile(onDisk));
  };
}

/** Whether git has a file of the chart; asked of a walk of its own where that of the scan was given less than the chart. */
function listedIn(unit: ChartUnit, options: ReadChartsOptions): (path: string) => boolean {
  const { root, include = [], exclude = [], ignoreFiles } = options.walk;
  const isWhole = include.length === 0 && exclude.length === 0 && isWithin(unit.absolute, options.walk);
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

/** The packed charts that the configuration lists, where the walk comes by. */
function configuredArchives({ settings, units, walk }: ReadChartsOptions): readonly ChartUnit[] {
  const known = new Set(units.map(({ absolute }) => absolute));
  const archives = settings.charts.flatMap(({ path }) => {
    if (path.endsWith('.tgz')) return [path];
    if (statusAt(`${path}/Chart.yaml`) !== undefined) return [];
    const wants = (name: string, folder: boolean): boolean => !folder && name.endsWith('.tgz');
    return [...treeFiles(path, { within: walk.root, wants })].map(({ absolute }) => absolute);
  });
  return [...new Set(archives)]
    .filter((absolute) => !known.has(absolute) && isWithin(absolute, walk))
    .map((absolute) => ({ path: pathFrom(walk.root, absolute), absolute, kind: 'archive', files: [] }));
}
