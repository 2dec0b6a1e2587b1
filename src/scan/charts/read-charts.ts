import { type IgnoreDirective, ignoreDirectives, type SkippedFile } from '../../audit/index.ts';
import { createParseCache } from '../../helm/engine/parse-cache.ts';
import {
  type EditedContent,
  type HelmProgram,
  pathFilter,
  pathFrom,
  statusAt,
  treeFiles,
  type WalkedFile,
  type WalkOptions,
  walk,
} from '../../host/index.ts';
import type { Extracted } from '../../sources/extract.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { ChartSource } from '../../sources/releases/index.ts';
import type { ExtractContext } from '../../sources/source.ts';
import type { SourceText } from '../../text/index.ts';
import type { Detach } from '../detach.ts';
import { analyseUnit, keep, type Parsed } from './analyse-unit.ts';
import type { Deployments } from './deployments.ts';
import { type ReleaseFile, releaseReader } from './read-releases.ts';
import type { RenderedEdit } from './rendered-edits.ts';
import type { ChartFindings, ChartSettings } from './types.ts';
import { type ChartUnit, isOwn } from './units.ts';

export interface ReadChartsOptions {
  readonly walk: WalkOptions;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  readonly settings: ChartSettings;
  readonly deployments: Deployments;
  readonly units: readonly ChartUnit[];
  /** Files that have charts installed which may be at hand. */
  readonly releases: readonly ReleaseFile[];
  readonly chartSources: readonly ChartSource[];
  readonly contextOf: (entry: WalkedFile) => ExtractContext;
  /** Takes what else a file says; not what its requests say whose charts are at hand. */
  readonly takeRelease: (source: SourceText, extracted: Extracted, answered: ReadonlySet<number>) => void;
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
  const { settings, deployments, detach, maxBytes, edited, helm } = options;
  const { root } = options.walk;
  const found = new Map<string, ImageUse | UnresolvedUse>();
  const skipped: SkippedFile[] = [];
  const directives = new Map<string, readonly IgnoreDirective[]>();
  const done = new Set<string>();
  const comparisons: ChartComparison[] = [];
  const valuesFiles = new Set<string>();
  const renderedEdits: RenderedEdit[] = [];
  const parsed = parsedOnce();
  for (const unit of [...options.units, ...configuredArchives(options)]) {
    const isAsked = askedFor(unit, options);
    const isListed = listedIn(unit, options);
    const findings = analyseUnit(unit, {
      root,
      maxBytes,
      edited,
      settings,
      deployments,
      parsed: parsed(),
      isListed,
      helm,
    });
    for (const use of findings.uses) if (isAsked(use.file)) keep(detach(use), found);
    skipped.push(...findings.skipped.filter(({ file }) => isAsked(file)).map(detach));
    for (const [file, list] of findings.directives) if (isAsked(file)) directives.set(file, detach(list));
    comparisons.push(...findings.comparisons.map(detach));
    renderedEdits.push(...findings.renderedEdits.map(detach));
    if (!findings.read) continue;
    for (const file of unit.files) if (unit.kind === 'archive' || isOwn(file)) done.add(file.path);
    for (const file of findings.valuesFiles) done.add(file);
  }
  const read = releaseReader({ ...options, root, sources: options.chartSources, parsed });
  for (const release of options.releases) {
    const findings = read(release);
    if (findings === undefined) continue;
    if ('reason' in findings) {
      skipped.push(findings);
      continue;
    }
    const isAsked = askedBy(release.entry, options);
    for (const use of findings.uses) if (filesOf(use).some(isAsked)) keep(detach(use), found);
    skipped.push(...findings.skipped.filter(({ file }) => isAsked(file)).map(detach));
    for (const { path, text } of findings.valuesFiles) {
      if (!isAsked(path)) continue;
      valuesFiles.add(detach(path));
      const ignored = path.includes('.tgz!') ? [] : ignoreDirectives(text);
      if (ignored.length > 0) directives.set(detach(path), detach(ignored));
    }
    options.takeRelease(findings.source, findings.extracted, findings.answered);
  }
  const all = [...found.values()];
  return {
    uses: all.filter((use): use is ImageUse => 'reference' in use),
    unresolved: all.filter((use): use is UnresolvedUse => !('reference' in use)),
    skipped: skipped.filter((one, index) => skipped.findIndex((other) => isSame(one, other)) === index),
    directives,
    comparisons,
    renderedEdits,
    done,
    valuesFiles,
  };
}

/** More schemas than any chart has with its subcharts. */
const mostSchemas = 100;

/** What charts share while it is parsed; both keep a bounded part of it. */
function parsedOnce(): () => Parsed {
  const parsed: Parsed = { templates: createParseCache(), schemas: new Map() };
  return () => {
    if (parsed.schemas.size > mostSchemas) parsed.schemas.clear();
    return parsed;
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

/** The same for what a file has installed. */
function askedBy(
  { absolute, path }: WalkedFile,
  { walk: options }: ReadChartsOptions,
): (file: string) => boolean {
  const { root, starts = [], include = [], exclude = [] } = options;
  const named = new Set([path, ...starts.map((start) => pathFrom(root, start.absolute))]);
  const whole = isWithin(absolute, options);
  const { wantsFile } = pathFilter(include, exclude);
  return (file) => {
    const onDisk = fileOnDisk(file);
    return named.has(onDisk) || (whole && wantsFile(onDisk));
  };
}

/** The files that a use is composed of: a tag may stand in one that was asked for. */
function filesOf(use: ImageUse | UnresolvedUse): readonly string[] {
  const pieces = 'pieces' in use ? (use.pieces ?? []) : [];
  return [use.file, ...pieces.flatMap(({ file }) => file ?? [])];
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
