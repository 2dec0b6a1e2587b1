import { append } from '../append.ts';
import {
  type FileCounts,
  type IgnoreDirective,
  ignoreDirectives,
  type ScanReport,
  type SkippedFile,
} from '../audit/index.ts';
import {
  type EditedContent,
  type EnvironmentVariables,
  type FileText,
  pathFrom,
  readText,
  type WalkEntry,
  type WalkedFile,
  type WalkOptions,
  walk,
} from '../host/index.ts';
import { isKustomizationFile, type Kustomization, readKustomization } from '../kustomize/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { ImagePlaces } from '../sources/configured/index.ts';
import { type Extracted, extract, judgeExtracted } from '../sources/extract.ts';
import type { HelmComparison } from '../sources/helm/chart-comparison.ts';
import type { ImageUse, UnresolvedUse } from '../sources/image-use.ts';
import { documents, mayBeDocument } from '../sources/index.ts';
import { type ChartSource, withAddresses } from '../sources/releases/index.ts';
import type { ExtractContext, Problem } from '../sources/source.ts';
import { positionAt, type SourceText, sourceText } from '../text/index.ts';
import { answers } from './answers.ts';
import { betterKnown, removeFrom } from './better-known.ts';
import { withBuiltHere } from './built-here.ts';
import type { ChartMemory } from './charts/chart-memory.ts';
import type { ReleaseFile } from './charts/read-releases.ts';
import type { ChartSettings, RenderedEdit } from './charts/types.ts';
import { type ChartUnit, collectUnits } from './charts/units.ts';
import { isChartAbove } from './charts/within.ts';
import { claimants, isPlain } from './claimants.ts';
import { configuredReader, hintsReader, type Told, toldOf } from './configured.ts';
import { createDetach } from './detach.ts';
import { type GivenText, readGiven } from './given-text.ts';
import { withKustomizeValues } from './kustomize-values.ts';
import { folderReader, neighbourReader, treeReader } from './neighbours.ts';
import { mayBeFound } from './release-charts.ts';
import { includedFiles, type ToldFile, toldFiles, walkedFile } from './told-files.ts';

export interface ScanOptions extends WalkOptions {
  /** Files with more bytes are skipped, and said to be. */
  readonly maxBytes: number;
  /** Values of Dockerfile build arguments. */
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Values of variables that files take from the environment. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Fields and names of the user's own that hold images. */
  readonly places?: ImagePlaces;
  /** How the charts are deployed. */
  readonly charts: ChartSettings;
  /** A Helm to compare with: the program (absolute), and the environment to run it in. */
  readonly helm?: { readonly program: string; readonly environment: EnvironmentVariables };
  /** Texts beside the files. */
  readonly texts?: readonly GivenText[];
  /** What is read in place of what the files hold. */
  readonly edited?: EditedContent;
  /** What a scan before came to, to be read again; nothing is walked then. */
  readonly entries?: readonly WalkEntry[];
  /** Knows charts from scans before, with the same options but for `edited`. */
  readonly chartMemory?: ChartMemory;
  /** Called with whatever may have to do with images, as the walk comes to it. */
  readonly onEntry?: (entry: WalkEntry) => void;
  /** Called with the text of each file that a source has read. */
  readonly onText?: (file: string, content: FileText) => void;
  /** The text of a file, edits included, where it is known without reading it. */
  readonly knownText?: (file: string) => FileText | undefined;
  /** Called with a file, and another one that is read together with it. */
  readonly onTogether?: (file: string, other: string) => void;
  /** Called with the number of files seen so far. */
  readonly onProgress?: (seen: number) => void;
  /** Called when the walk is over, if there are charts to read. */
  readonly onCharts?: () => void;
}

/** What a scan finds, and what later steps need of the files so that none is read twice. */
export interface Scan {
  readonly report: ScanReport;
  readonly kustomizations: readonly Kustomization[];
  /** The `pullthrough-ignore` comments of each file that has any. */
  readonly directives: ReadonlyMap<string, readonly IgnoreDirective[]>;
  /** What `edited` changes in what charts render to. */
  readonly renderedEdits: readonly RenderedEdit[];
}

/**
 * Reads every file that a source claims, and every chart as a whole. One file or chart is in memory at a time; kustomizations are
 * kept, they are few and small. The error is a sentence about the values that charts are given, or about a text that is nothing to read.
 */
export async function scan(options: ScanOptions): Promise<Result<Scan, string>> {
  const uses: ImageUse[] = [];
  const unresolved: UnresolvedUse[] = [];
  const skipped: SkippedFile[] = [];
  const kustomizations: Kustomization[] = [];
  const directives = new Map<string, readonly IgnoreDirective[]>();
  const files = { seen: 0, read: 0 };
  const detach = createDetach();
  const { maxBytes, edited } = options;
  const neighboursOf = neighbourReader({ maxBytes, edited });
  const fileAt = treeReader(options.root, { maxBytes, edited });
  const folder = folderReader(options.root, { maxBytes, edited });
  const elsewhere = answers();
  const included: ToldFile[] = [];
  const recognised = new Set<string>();
  const unrecognised = new Set<string>();
  const unknown: string[] = [];
  const namedValues = new Map<string, string>();

  const chartSources: ChartSource[] = [];
  const releases: ReleaseFile[] = [];
  const fields = options.places && configuredReader(options.places);
  const hintsOf = hintsReader(fields);
  const toldIn = new Map<string, Told>();
  let isWalking = true;
  const { buildArgs, variables = {} } = options;
  const contextOf = (entry: WalkedFile): ExtractContext => ({
    buildArgs,
    variables,
    ...(entry.chart === undefined ? {} : { chart: entry.chart }),
    ...together(entry.path, { neighbours: neighboursOf(entry), fileAt, folder }, options),
  });

  const take = (source: SourceText, extracted: Extracted, answered?: ReadonlySet<number>): void => {
    const images = judgeExtracted(source, extracted, answered);
    if (extracted.source !== 'configured') files.read++;
    elsewhere.take(extracted);
    append(included, includedFiles(source.path, extracted));
    recognised.add(detach(source.path));
    for (const { path, chart: given } of images.valuesFiles) namedValues.set(detach(path), detach(given));
    const isTold = extracted.source === 'configured' ? undefined : toldIn.get(source.path)?.isTold;
    for (const use of images.uses) if (isTold?.(use) !== true) uses.push(detach(use));
    for (const use of images.unresolved) if (isTold?.(use) !== true) unresolved.push(detach(use));
    for (const part of unreadParts(source, images.problems)) skipped.push(detach(part));
    const ignored = ignoreDirectives(source.text);
    if (ignored.length > 0) directives.set(source.path, detach(ignored));
  };

  const read = (entry: WalkedFile): void => {
    const claiming = claimants(entry);
    const wanted = hintsOf(claiming, entry.path);
    if (wanted === undefined) return;
    const { hints } = wanted;
    const known = options.knownText?.(entry.path);
    const content = readText(entry.absolute, { maxBytes, edited, known, ...(hints && { hints }) });
    if (content.kind === 'uninteresting') return;
    if (entry.chart === undefined) options.onEntry?.(entry);
    if (content.kind === 'skipped') {
      const isTold = isPlain(claiming, entry.path) || fields?.claims(entry.path) === true;
      if (isTold) skipped.push({ file: entry.path, reason: content.reason });
      return;
    }

    const source = sourceText(entry.path, content.text);
    const told = toldOf(source, fields);
    if (told !== undefined) {
      toldIn.set(entry.path, told);
      take(source, told.extracted);
    }
    const extracted = extract(source, claiming.sources, contextOf(entry));
    if (extracted === undefined) {
      if (told !== undefined) files.read++;
      else {
        unrecognised.add(entry.path);
        if (entry.chart === undefined && mayBeDocument(source)) unknown.push(entry.path);
      }
    } else {
      options.onText?.(entry.path, content);
      append(chartSources, (extracted.chartSources ?? []).map(detach));
      // Read once more when all is known that there is of charts.
      if (isWalking && mayHaveChart(extracted, entry.path, options))
        releases.push({ entry, candidates: claiming.sources });
      else take(source, extracted);
    }
    if (isKustomizationFile(entry.path)) {
      const kustomization = readKustomization(source);
      if (kustomization.ok) kustomizations.push(kustomization.value);
    }
  };

  const collector = collectUnits((folder) => isChartAbove(folder, options));
  const archives: ChartUnit[] = [];
  const later: WalkedFile[] = [];
  const givenValues = valuesFilesOf(options);
  for (const entry of options.entries ?? walk(options)) {
    if (entry.kind === 'skipped') {
      const { path, reason, single } = entry;
      if (!single || isPlain(claimants({ path, chart: undefined }), path)) {
        skipped.push({ file: path, reason });
        options.onEntry?.(entry);
      }
      continue;
    }
    files.seen++;
    options.onProgress?.(files.seen);
    if (entry.chart !== undefined) options.onEntry?.(entry);
    if (collector.take(entry) || givenValues.has(entry.path)) later.push(entry);
    else if (isPacked(entry, options)) {
      archives.push({ ...entry, kind: 'archive', files: [entry] });
      options.onEntry?.(entry);
    } else read(entry);
  }
  for (const given of options.texts ?? []) {
    const read = readGiven(given, buildArgs);
    if (read === undefined) return err(`${given.name}: ${notRead}`);
    files.seen++;
    take(read.source, read.extracted);
  }
  isWalking = false;
  const charts = [...collector.units(), ...archives];
  let done: ReadonlySet<string> = new Set();
  let helm: HelmComparison | undefined;
  let renderedEdits: readonly RenderedEdit[] = [];
  if (charts.length > 0 || releases.length > 0 || isGiven(options.charts) || options.helm !== undefined) {
    options.onCharts?.();
    const { helmProgram, readCharts, readDeployments } = await import('./helm-charts.ts');
    const deployments = readDeployments(options.root, options.charts, edited);
    if (!deployments.ok) return deployments;
    const asked = options.helm && helmProgram(options.helm.program, options.helm.environment);
    if (asked?.ok === false) return asked;
    const found = await readCharts({
      walk: options,
      maxBytes,
      edited,
      settings: options.charts,
      deployments: deployments.value,
      units: charts,
      releases,
      chartSources,
      contextOf,
      takeRelease: take,
      valuesFiles: new Set(later.map(({ path }) => path).filter((path) => givenValues.has(path))),
      detach,
      helm: asked?.value,
      memory: options.chartMemory,
    });
    if (asked !== undefined) helm = { version: asked.value.version, charts: found.comparisons };
    const released = new Set(releases.map(({ entry }) => entry.path));
    const isBetterKnown = betterKnown(found, released, namedValues);
    for (const list of [uses, unresolved]) removeFrom(list, isBetterKnown);
    for (const path of found.valuesFiles)
      if (!namedValues.has(path) && unrecognised.delete(path)) files.read++;
    append(uses, found.uses);
    append(unresolved, found.unresolved);
    append(skipped, found.skipped);
    for (const [file, ignored] of found.directives) directives.set(file, ignored);
    done = found.done;
    renderedEdits = found.renderedEdits;
    files.read += archives.filter(({ path }) => done.has(path)).length;
  }
  for (const entry of later) {
    if (done.has(entry.path)) files.read++;
    else read(entry);
  }
  const readTold = ({ path, by, source, anyName }: ToldFile): void => {
    if (recognised.has(path) || !(anyName || unrecognised.has(path))) return;
    const entry = walkedFile(path, options);
    if (entry === undefined) return;
    const content = readText(entry.absolute, { maxBytes, edited });
    if (content.kind === 'skipped') skipped.push({ file: path, reason: content.reason });
    if (content.kind !== 'text') return;
    const text = sourceText(path, content.text);
    const extracted = extract(text, [source], contextOf(entry));
    if (extracted === undefined) return;
    if (by !== path) options.onTogether?.(by, path);
    take(text, extracted);
    unrecognised.delete(path);
  };
  append(included, toldFiles(kustomizations, namedValues));
  // What is included may include more: the list grows.
  for (const file of included) readTold(file);
  for (const path of unknown) readTold({ path, by: path, source: documents, anyName: false });
  removeFrom(unresolved, elsewhere.isAnswered);
  const fed = withKustomizeValues(unresolved, kustomizations, fileAt);
  append(uses, fed.uses.map(detach));
  const named = fed.unresolved.map((use) => withAddress(use, chartSources));
  return ok({
    report: report(withBuiltHere(uses), named, skipped, files, helm),
    kustomizations,
    directives,
    renderedEdits,
  });
}

type Others = Required<Pick<ExtractContext, 'neighbours' | 'fileAt' | 'folder'>>;

/** How a file gets at others, and who is told of it. */
function together(file: string, others: Others, { onTogether }: ScanOptions): Others {
  if (onTogether === undefined) return others;
  const told = (found: readonly SourceText[]): readonly SourceText[] => {
    for (const { path } of found) onTogether(file, path);
    return found;
  };
  return {
    neighbours: (paths) => told(others.neighbours(paths)),
    folder: (folder, paths) => told(others.folder(folder, paths)),
    fileAt: (path) => {
      const found = others.fileAt(path);
      if (found !== undefined) onTogether(file, found.path);
      return found;
    },
  };
}

const notRead =
  'neither Kubernetes objects (YAML or JSON), nor a Compose file, nor a list of image references, one a line';

function mayHaveChart(
  { requests = [] }: Extracted,
  path: string,
  { root, charts: { dependencies } }: ScanOptions,
): boolean {
  return requests.length > 0 && mayBeFound(requests, path, root, dependencies.length > 0);
}

/** What a request names as an object, by the address that the object has. */
function withAddress(use: UnresolvedUse, sources: readonly ChartSource[]): UnresolvedUse {
  const reason = withAddresses(use.reason, use.object?.namespace, sources);
  return reason === use.reason ? use : { ...use, reason };
}

/** A packed chart is read where the user names it: any other .tgz may hold anything. */
function isPacked({ absolute }: WalkedFile, { starts = [] }: ScanOptions): boolean {
  return absolute.endsWith('.tgz') && starts.some((start) => start.named && start.absolute === absolute);
}

/** Paths from the root of the values files that charts are given. */
function valuesFilesOf({ root, charts }: ScanOptions): ReadonlySet<string> {
  const files = [...charts.values, ...charts.charts.flatMap(({ values }) => values)];
  return new Set(files.map((file) => pathFrom(root, file)));
}

function isGiven({ charts, values, set }: ChartSettings): boolean {
  return charts.length + values.length + set.length > 0;
}

function report(
  uses: readonly ImageUse[],
  unresolved: readonly UnresolvedUse[],
  skipped: readonly SkippedFile[],
  files: FileCounts,
  helm: HelmComparison | undefined,
): ScanReport {
  return { uses, unresolved, skipped, files, ...(helm === undefined ? {} : { helm }) };
}

/** The first of a file's problems with the number of the others: one unclosed quote makes a parser complain of all that follows. */
function unreadParts(source: SourceText, problems: readonly Problem[]): readonly SkippedFile[] {
  const [first, ...others] = [...problems].sort((left, right) => left.span.start - right.span.start);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` (and ${others.length} more in this file)`;
  const { line, column } = positionAt(source, first.span.start);
  return [{ file: source.path, reason: `${first.message}${more}`, line, column }];
}
