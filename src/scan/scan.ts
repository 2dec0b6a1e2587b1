import {
  type FileCounts,
  type IgnoreDirective,
  ignoreDirectives,
  type ScanReport,
  type SkippedFile,
} from '../audit/index.ts';
import { hintPattern, readText, type WalkedFile, type WalkOptions, walk } from '../host/index.ts';
import {
  isKustomizationFile,
  type Kustomization,
  type PatchTarget,
  readKustomization,
} from '../kustomize/index.ts';
import { extractImages } from '../sources/extract.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import { sources, targetedPatch } from '../sources/index.ts';
import type { Problem, Source } from '../sources/source.ts';
import { positionAt, type SourceText, sourceText } from '../text/index.ts';
import { createDetach } from './detach.ts';

export interface ScanOptions extends WalkOptions {
  /** Files with more bytes are skipped, and said to be. */
  readonly maxBytes: number;
  /** Values of Dockerfile build arguments. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Called with the number of files seen so far. */
  readonly onProgress?: (seen: number) => void;
}

/** What a scan finds, and what later steps need of the files so that none is read twice. */
export interface Scan {
  readonly report: ScanReport;
  readonly kustomizations: readonly Kustomization[];
  /** The `pullthrough-ignore` comments of each file that has any. */
  readonly directives: ReadonlyMap<string, readonly IgnoreDirective[]>;
}

/** Reads every file that a source claims. One file is in memory at a time; kustomizations are kept, they are few and small. */
export function scan(options: ScanOptions): Scan {
  const uses: ImageUse[] = [];
  const unresolved: UnresolvedUse[] = [];
  const skipped: SkippedFile[] = [];
  const kustomizations: Kustomization[] = [];
  const directives = new Map<string, readonly IgnoreDirective[]>();
  const files = { seen: 0, read: 0 };
  const detach = createDetach();
  const unrecognised = new Map<string, string>();

  /** False when none of the sources recognises the text. */
  const take = (source: SourceText, candidates: readonly Source[], chart: string | undefined): boolean => {
    const { buildArgs } = options;
    const images = extractImages(source, candidates, {
      buildArgs,
      ...(chart === undefined ? {} : { chart }),
    });
    if (images.source === undefined) return false;
    files.read++;
    for (const use of images.uses) uses.push(detach(use));
    for (const use of images.unresolved) unresolved.push(detach(use));
    for (const part of unreadParts(source, images.problems)) skipped.push(detach(part));
    const ignored = ignoreDirectives(source.text);
    if (ignored.length > 0) directives.set(source.path, detach(ignored));
    return true;
  };

  for (const entry of walk(options)) {
    if (entry.kind === 'skipped') {
      const { path, reason, single } = entry;
      if (!single || claimants({ path, chart: undefined }).length > 0) skipped.push({ file: path, reason });
      continue;
    }
    files.seen++;
    options.onProgress?.(files.seen);
    const candidates = claimants(entry);
    if (candidates.length === 0) continue;
    const content = readText(entry.absolute, { maxBytes: options.maxBytes, ...hintsOf(candidates) });
    if (content.kind === 'skipped') skipped.push({ file: entry.path, reason: content.reason });
    if (content.kind !== 'text') continue;

    const source = sourceText(entry.path, content.text);
    if (!take(source, candidates, entry.chart)) unrecognised.set(entry.path, entry.absolute);
    if (isKustomizationFile(entry.path)) {
      const kustomization = readKustomization(source);
      if (kustomization.ok) kustomizations.push(kustomization.value);
    }
  }
  for (const [path, target] of targetsOf(kustomizations)) {
    const absolute = unrecognised.get(path);
    if (absolute === undefined) continue;
    const content = readText(absolute, { maxBytes: options.maxBytes });
    if (content.kind === 'skipped') skipped.push({ file: path, reason: content.reason });
    if (content.kind === 'text') take(sourceText(path, content.text), [targetedPatch(target)], undefined);
  }
  return { report: report(uses, unresolved, skipped, files), kustomizations, directives };
}

/** The files that are patches because a kustomization says so and gives their target, each once. */
function targetsOf(kustomizations: readonly Kustomization[]): ReadonlyMap<string, PatchTarget> {
  const targets = new Map<string, PatchTarget>();
  for (const { location, target } of kustomizations.flatMap(({ patches }) => patches)) {
    if (location?.kind !== 'local' || target === undefined || targets.has(location.path)) continue;
    targets.set(location.path, target);
  }
  return targets;
}

function report(
  uses: readonly ImageUse[],
  unresolved: readonly UnresolvedUse[],
  skipped: readonly SkippedFile[],
  files: FileCounts,
): ScanReport {
  return { uses, unresolved, skipped, files };
}

/** The first of a file's problems with the number of the others: one unclosed quote makes a parser complain of all that follows. */
function unreadParts(source: SourceText, problems: readonly Problem[]): readonly SkippedFile[] {
  const [first, ...others] = [...problems].sort((left, right) => left.span.start - right.span.start);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more in this file)`;
  const { line, column } = positionAt(source, first.span.start);
  return [{ file: source.path, reason: `${first.message}${more}`, line, column }];
}

function claimants({ path, chart }: Pick<WalkedFile, 'path' | 'chart'>): readonly Source[] {
  return sources.filter(({ claims }) => claims(path, chart));
}

const patterns = new Map<string, RegExp | undefined>();

/** One pattern for each combination of sources; without a hint from one of them every file is read. */
function hintsOf(candidates: readonly Source[]): { readonly hints?: RegExp } {
  const key = candidates.map(({ id }) => id).join(' ');
  if (!patterns.has(key)) {
    const all = candidates.map(({ hints }) => hints);
    patterns.set(
      key,
      all.some((hints) => hints.length === 0) ? undefined : hintPattern([...new Set(all.flat())]),
    );
  }
  const hints = patterns.get(key);
  return hints === undefined ? {} : { hints };
}
