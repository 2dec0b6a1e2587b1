import type { WalkEntry } from '../../host/index.ts';
import { fileOnDisk } from '../../sources/file-on-disk.ts';
import type { ImageUse } from '../../sources/image-use.ts';

/** What a scan came to, and which of it is read together. */
export interface Company {
  readonly entries: readonly WalkEntry[];
  readonly onEntry: (entry: WalkEntry) => void;
  readonly onTogether: (file: string, other: string) => void;
  /** Whether edits of the second file may change what is read of the first. */
  readonly near: (file: string, edited: string) => boolean;
  /** The files that a file is read together with. */
  readonly together: (file: string) => Iterable<string>;
}

/** `uses` gives those of the scan once it is over: what Helm makes of a chart may stand in the values of any file. */
export function company(uses: () => readonly ImageUse[]): Company {
  const entries: WalkEntry[] = [];
  const charts = new Map<string, string>();
  const together = new Map<string, Set<string>>();
  let helm: ReadonlySet<string> | undefined;
  const isHelm = (file: string): boolean => {
    helm ??= new Set(
      uses()
        .filter(({ source }) => source === 'helm')
        .flatMap(({ file: own, pieces = [] }) => [own, ...pieces.map((piece) => piece.file ?? own)]),
    );
    return charts.has(fileOnDisk(file)) || helm.has(file);
  };
  return {
    entries,
    onEntry: (entry) => {
      entries.push(entry);
      if (entry.kind === 'file' && entry.chart !== undefined) charts.set(entry.path, outermost(entry.chart));
    },
    onTogether: (file, other) => {
      if (file === other) return;
      const known = together.get(file);
      if (known === undefined) together.set(file, new Set([other]));
      else known.add(other);
    },
    together: (file) => together.get(file) ?? [],
    near: (file, edited) => {
      if (together.get(file)?.has(edited) === true) return true;
      const chart = charts.get(fileOnDisk(file));
      const other = charts.get(edited);
      if (chart !== undefined && other !== undefined) return chart === other;
      return isHelm(file) && isHelm(edited);
    },
  };
}

/** `a/charts/b` is a part of `a`. */
function outermost(chart: string): string {
  return chart.replace(/\/charts\/.*$/, '');
}
