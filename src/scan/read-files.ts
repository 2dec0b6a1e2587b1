import { append } from '../append.ts';
import { readText, type WalkedFile } from '../host/index.ts';
import { isKustomizationFile, type Kustomization, readKustomization } from '../kustomize/index.ts';
import { type Extracted, extract } from '../sources/extract.ts';
import { mayBeDocument } from '../sources/index.ts';
import type { ExtractContext } from '../sources/source.ts';
import { type SourceText, sourceText } from '../text/index.ts';
import type { ReleaseFile } from './charts/read-releases.ts';
import { claimants, isPlain } from './claimants.ts';
import { configuredReader, hintsReader, toldOf } from './configured.ts';
import type { Findings } from './findings.ts';
import { folderReader, neighbourReader, treeReader } from './neighbours.ts';
import type { ScanOptions } from './options.ts';
import { mayBeFound } from './release-charts.ts';
import { type ToldFile, walkedFile } from './told-files.ts';

/** Reads one file after another; what they say is taken by the findings of the scan. */
export interface FileReader {
  /**
   * Reads a file as the sources do that claim it. One that has charts installed which may be at hand is put to `releases`
   * instead, where that is given: it is read once more when all is known that there is of charts.
   */
  readonly read: (file: WalkedFile, releases?: ReleaseFile[]) => void;
  /** Reads a file as what another one says that it is, unless it is known already. */
  readonly readTold: (file: ToldFile) => void;
  readonly contextOf: (file: WalkedFile) => ExtractContext;
  readonly fileAt: (path: string) => SourceText | undefined;
  /** They are kept: they are few and small. */
  readonly kustomizations: readonly Kustomization[];
  /** The files that have the look of a source's, and are not; by their path. */
  readonly unrecognised: Set<string>;
  /** Those of them that are YAML or JSON of whatever kind. */
  readonly unknown: readonly string[];
}

export function fileReader(options: ScanOptions, findings: Findings): FileReader {
  const { root, maxBytes, edited, buildArgs, variables = {} } = options;
  const neighboursOf = neighbourReader({ maxBytes, edited });
  const fileAt = treeReader(root, { maxBytes, edited });
  const folder = folderReader(root, { maxBytes, edited });
  const fields = options.places && configuredReader(options.places);
  const hintsOf = hintsReader(fields);
  const kustomizations: Kustomization[] = [];
  const unrecognised = new Set<string>();
  const unknown: string[] = [];

  const contextOf = (entry: WalkedFile): ExtractContext => ({
    buildArgs,
    variables,
    ...(entry.chart === undefined ? {} : { chart: entry.chart }),
    ...together(entry.path, { neighbours: neighboursOf(entry), fileAt, folder }, options),
  });

  const read = (entry: WalkedFile, releases?: ReleaseFile[]): void => {
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
      if (isTold) findings.skipped.push({ file: entry.path, reason: content.reason });
      return;
    }

    const source = sourceText(entry.path, content.text);
    const told = toldOf(source, fields);
    if (told !== undefined) findings.takeTold(source, told);
    const extracted = extract(source, claiming.sources, contextOf(entry));
    if (extracted !== undefined) {
      options.onText?.(entry.path, content);
      append(findings.chartSources, (extracted.chartSources ?? []).map(findings.detach));
      if (releases !== undefined && mayHaveChart(extracted, entry.path, options))
        releases.push({ entry, candidates: claiming.sources });
      else findings.take(source, extracted);
    } else if (told !== undefined) findings.files.read++;
    else {
      unrecognised.add(entry.path);
      if (entry.chart === undefined && mayBeDocument(source)) unknown.push(entry.path);
    }
    if (isKustomizationFile(entry.path)) {
      const kustomization = readKustomization(source);
      if (kustomization.ok) kustomizations.push(kustomization.value);
    }
  };

  const readTold = ({ path, by, source, anyName }: ToldFile): void => {
    if (findings.recognised.has(path) || !(anyName || unrecognised.has(path))) return;
    const entry = walkedFile(path, options);
    if (entry === undefined) return;
    const content = readText(entry.absolute, { maxBytes, edited });
    if (content.kind === 'skipped') findings.skipped.push({ file: path, reason: content.reason });
    if (content.kind !== 'text') return;
    const text = sourceText(path, content.text);
    const extracted = extract(text, [source], contextOf(entry));
    if (extracted === undefined) return;
    if (by !== path) options.onTogether?.(by, path);
    findings.take(text, extracted);
    unrecognised.delete(path);
  };

  return { read, readTold, contextOf, fileAt, kustomizations, unrecognised, unknown };
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

function mayHaveChart(
  { requests = [] }: Extracted,
  path: string,
  { root, charts: { dependencies } }: ScanOptions,
): boolean {
  return requests.length > 0 && mayBeFound(requests, path, root, dependencies.length > 0);
}
