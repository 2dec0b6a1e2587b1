import { type WalkEntry, type WalkedFile, walk } from '../host/index.ts';
import type { ReleaseFile } from './charts/read-releases.ts';
import { type ChartUnit, collectUnits } from './charts/units.ts';
import { isChartAbove } from './charts/within.ts';
import { claimants, isPlain } from './claimants.ts';
import type { Findings } from './findings.ts';
import { givenValuesFiles } from './given-values.ts';
import type { ScanOptions } from './options.ts';
import type { FileReader } from './read-files.ts';

/** What the walk leaves to be read when it is over. */
export interface Walked {
  readonly units: readonly ChartUnit[];
  /** Files that have charts installed which may be at hand. */
  readonly releases: readonly ReleaseFile[];
  /** Files of charts, and values files that charts are given: read as what they are unless the charts are done with them. */
  readonly later: readonly WalkedFile[];
}

/** Walks the tree and reads what is no part of a chart. */
export function readWalked(options: ScanOptions, findings: Findings, { read }: FileReader): Walked {
  const collector = collectUnits((folder) => isChartAbove(folder, options));
  const givenValues = givenValuesFiles(options);
  const archives: ChartUnit[] = [];
  const releases: ReleaseFile[] = [];
  const later: WalkedFile[] = [];
  const take = (entry: WalkEntry): void => {
    if (entry.kind === 'skipped') {
      const { path, reason, single } = entry;
      if (single && !isPlain(claimants({ path, chart: undefined }), path)) return;
      findings.skipped.push({ file: path, reason });
      options.onEntry?.(entry);
      return;
    }
    findings.files.seen++;
    options.onProgress?.(findings.files.seen);
    if (entry.chart !== undefined) options.onEntry?.(entry);
    if (collector.take(entry) || givenValues.has(entry.path)) later.push(entry);
    else if (isPacked(entry, options)) {
      archives.push({ ...entry, kind: 'archive', files: [entry] });
      options.onEntry?.(entry);
    } else read(entry, releases);
  };
  for (const entry of options.entries ?? walk(options)) take(entry);
  return { units: [...collector.units(), ...archives], releases, later };
}

/** A packed chart is read where the user names it: any other .tgz may hold anything. */
function isPacked({ absolute }: WalkedFile, { starts = [] }: ScanOptions): boolean {
  return absolute.endsWith('.tgz') && starts.some((start) => start.named && start.absolute === absolute);
}
