import { append } from '../../append.ts';
import type { SkippedFile } from '../../audit/index.ts';
import { readText, type WalkEntry, type WalkOptions, walk } from '../../host/index.ts';
import { extract } from '../../sources/extract.ts';
import type { ChartRequest, ChartSource } from '../../sources/releases/index.ts';
import { type SourceText, sourceText } from '../../text/index.ts';
import { claimants, isPlain } from '../claimants.ts';
import { neighbourReader, treeReader } from '../neighbours.ts';
import { type ChartUnit, collectUnits } from './units.ts';
import { isChartAbove } from './within.ts';

export interface Installation {
  readonly request: ChartRequest;
  /** The file that it stands in. */
  readonly source: SourceText;
}

/** The charts of a tree, and what in it has charts installed. */
export interface Installations {
  /** Without libraries. */
  readonly charts: readonly ChartUnit[];
  readonly installations: readonly Installation[];
  readonly sources: readonly ChartSource[];
  readonly skipped: readonly SkippedFile[];
}

export interface InstallationsOptions extends WalkOptions {
  readonly maxBytes: number;
}

/** Walks a tree for charts and for what has them installed. */
export function findInstallations(options: InstallationsOptions): Installations {
  const { root, maxBytes } = options;
  const installations: Installation[] = [];
  const sources: ChartSource[] = [];
  const skipped: SkippedFile[] = [];
  const neighboursOf = neighbourReader({ maxBytes });
  const fileAt = treeReader(root, { maxBytes });
  const collector = collectUnits((folder) => isChartAbove(folder, options));
  const read = (entry: WalkEntry): void => {
    if (entry.kind === 'skipped' || collector.take(entry)) return;
    const claiming = claimants(entry);
    const { sources: candidates, hints } = claiming;
    if (candidates.length === 0) return;
    const content = readText(entry.absolute, { maxBytes, ...(hints && { hints }) });
    if (content.kind === 'skipped' && isPlain(claiming, entry.path))
      skipped.push({ file: entry.path, reason: content.reason });
    if (content.kind !== 'text') return;
    const source = sourceText(entry.path, content.text);
    const chart = entry.chart === undefined ? {} : { chart: entry.chart };
    const context = { buildArgs: {}, neighbours: neighboursOf(entry), fileAt, ...chart };
    const extracted = extract(source, candidates, context);
    append(sources, extracted?.chartSources ?? []);
    for (const request of extracted?.requests ?? [])
      if (request.place !== undefined) installations.push({ request, source });
  };
  for (const entry of walk(options)) read(entry);
  const charts = collector.units().filter(({ absolute }) => !isLibrary(absolute, maxBytes));
  return { charts, installations, sources, skipped };
}

/** A library has nothing that is installed. */
function isLibrary(chart: string, maxBytes: number): boolean {
  const content = readText(`${chart}/Chart.yaml`, { maxBytes });
  return content.kind === 'text' && /^type:[ \t]*["']?library\b/m.test(content.text);
}
