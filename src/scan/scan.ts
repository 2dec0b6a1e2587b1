import { append } from '../append.ts';
import type { IgnoreDirective, ScanReport } from '../audit/index.ts';
import type { Kustomization } from '../kustomize/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { UnresolvedUse } from '../sources/image-use.ts';
import { documents } from '../sources/index.ts';
import { type ChartSource, withAddresses } from '../sources/releases/index.ts';
import { removeFrom } from './better-known.ts';
import { withBuiltHere } from './built-here.ts';
import type { RenderedEdit } from './charts/types.ts';
import { createFindings, type Findings } from './findings.ts';
import { readGiven } from './given-text.ts';
import { withKustomizeValues } from './kustomize-values.ts';
import type { ScanOptions } from './options.ts';
import { withoutOverwritten } from './overwritten.ts';
import { type FileReader, fileReader } from './read-files.ts';
import { readWalked } from './read-walked.ts';
import { takeCharts } from './take-charts.ts';
import { toldFiles } from './told-files.ts';

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
 * Reads every file that a source claims, and every chart as a whole. One file or chart is in memory at a time. The error is a
 * sentence about the values that charts are given, or about a text that is nothing to read.
 */
export async function scan(options: ScanOptions): Promise<Result<Scan, string>> {
  const findings = createFindings();
  const reader = fileReader(options, findings);
  const walked = readWalked(options, findings, reader);
  const given = readGivenTexts(options, findings);
  if (!given.ok) return given;
  const charts = await takeCharts(walked, { options, findings, reader });
  if (!charts.ok) return charts;
  const { done, helm, renderedEdits } = charts.value;
  for (const file of walked.later) {
    if (done.has(file.path)) findings.files.read++;
    else reader.read(file);
  }
  readTold(findings, reader);

  const { uses, skipped, files, directives, detach } = findings;
  removeFrom(findings.unresolved, findings.isAnswered);
  const fed = withKustomizeValues(findings.unresolved, reader.kustomizations, reader.fileAt);
  append(uses, fed.uses.map(detach));
  const open = withoutOverwritten(fed.unresolved, reader.kustomizations);
  const unresolved = open.map((use) => withAddress(use, findings.chartSources));
  const found = { uses: withBuiltHere(uses), unresolved, skipped, files };
  return ok({
    report: helm === undefined ? found : { ...found, helm },
    kustomizations: reader.kustomizations,
    directives,
    renderedEdits,
  });
}

const notRead =
  'neither Kubernetes objects (YAML or JSON), nor a Compose file, nor a list of image references, one a line';

function readGivenTexts({ texts = [], buildArgs }: ScanOptions, findings: Findings): Result<void, string> {
  for (const given of texts) {
    const text = readGiven(given, buildArgs);
    if (text === undefined) return err(`${given.name}: ${notRead}`);
    findings.files.seen++;
    findings.take(text.source, text.extracted);
  }
  return ok(undefined);
}

/** Reads the files that are something because another one says so, and last what is YAML or JSON of an unknown kind. */
function readTold({ included, namedValues }: Findings, reader: FileReader): void {
  append(included, toldFiles(reader.kustomizations, namedValues));
  // What is included may include more: the list grows.
  for (const file of included) reader.readTold(file);
  for (const path of reader.unknown) reader.readTold({ path, by: path, source: documents, anyName: false });
}

/** What a request names as an object, by the address that the object has. */
function withAddress(use: UnresolvedUse, sources: readonly ChartSource[]): UnresolvedUse {
  const reason = withAddresses(use.reason, use.object?.namespace, sources);
  return reason === use.reason ? use : { ...use, reason };
}
