import { append } from '../../append.ts';
import { type IgnoreDirective, ignoreDirectives, type SkippedFile } from '../../audit/index.ts';
import {
  type EditedContent,
  type HelmProgram,
  pathFilter,
  pathFrom,
  statusAt,
  treeFiles,
  type WalkedFile,
  type WalkOptions,
} from '../../host/index.ts';
import type { Extracted } from '../../sources/extract.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { ChartSource } from '../../sources/releases/index.ts';
import type { ExtractContext } from '../../sources/source.ts';
import type { SourceText } from '../../text/index.ts';
import type { Detach } from '../detach.ts';
import { keep } from './analyse-unit.ts';
import { analyseUnits } from './analyse-units.ts';
import type { ChartMemory } from './chart-memory.ts';
import type { Deployments } from './deployments.ts';
import { parsedOnce } from './parsed-once.ts';
import { type ReleaseFile, releaseReader } from './read-releases.ts';
import type { ChartFindings, ChartSettings, RenderedEdit } from './types.ts';
import { type ChartUnit, isOwn } from './units.ts';
import { isWithin } from './within.ts';

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
  readonly memory?: ChartMemory | undefined;
}

/** Reads charts, and files that have charts installed. */
export async function readCharts(options: ReadChartsOptions): Promise<ChartFindings> {
  const { settings, deployments, detach, maxBytes, edited, helm, memory } = options;
  const { root } = options.walk;
  const found = new Map<string, ImageUse | UnresolvedUse>();
  const skipped: SkippedFile[] = [];
  const directives = new Map<string, readonly IgnoreDirective[]>();
  const done = new Set<string>();
  const comparisons: ChartComparison[] = [];
  const valuesFiles = new Set<string>();
  const renderedEdits: RenderedEdit[] = [];
  const parsed = memory?.parsed(parsedOnce) ?? parsedOnce();
  const units = [...options.units, ...configuredArchives(options)];
  const job = {
    ...{ maxBytes, settings, deployments, units },
    walk: plainWalk(options.walk),
    valuesFiles: options.valuesFiles,
    remembered: memory !== undefined,
  };
  const all = await analyseUnits(job, { parsed, detach, edited, helm, memory });
  for (const [index, unit] of units.entries()) {
    const findings = all[index];
    if (findings === undefined) continue;
    for (const use of findings.uses) keep(use, found);
    append(skipped, findings.skipped);
    for (const [file, list] of findings.directives) directives.set(file, list);
    append(comparisons, findings.comparisons);
    append(renderedEdits, findings.renderedEdits);
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
    append(skipped, findings.skipped.filter(({ file }) => isAsked(file)).map(detach));
    for (const { path, text } of findings.valuesFiles) {
      if (!isAsked(path)) continue;
      valuesFiles.add(detach(path));
      const ignored = path.includes('.tgz!') ? [] : ignoreDirectives(text);
      if (ignored.length > 0) directives.set(detach(path), detach(ignored));
    }
    options.takeRelease(findings.source, findings.extracted, findings.answered);
  }
  const uses = [...found.values()];
  return {
    uses: uses.filter((use): use is ImageUse => 'reference' in use),
    unresolved: uses.filter((use): use is UnresolvedUse => !('reference' in use)),
    skipped: skipped.filter((one, index) => skipped.findIndex((other) => isSame(one, other)) === index),
    directives,
    comparisons,
    renderedEdits,
    done,
    valuesFiles,
  };
}

function isSame(left: SkippedFile, right: SkippedFile): boolean {
  return left.file === right.file && left.line === right.line && left.reason === right.reason;
}

/** Whether what stands in a file that something has installed is reported: it was named, or the walk came to all that lies there. */
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

/** Without what a scan adds to it for its own use. */
function plainWalk({ root, starts, include, exclude, ignoreFiles }: WalkOptions): WalkOptions {
  return {
    root,
    ...(starts === undefined ? {} : { starts }),
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
    ...(ignoreFiles === undefined ? {} : { ignoreFiles }),
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
