import { type Gunzip, type RawFile, unpackChart } from '../../helm/chart/archive.ts';
import { archiveEnd } from '../../sources/file-on-disk.ts';
import { decodeText, type SourceText, sourceText } from '../../text/index.ts';

/** The texts of a chart's files by the names that reports give them; of files in archives, too. */
export interface ChartTexts {
  readonly add: (file: string, bytes: Uint8Array) => void;
  readonly at: (file: string) => SourceText | undefined;
  /** The names of all files; those in archives are not among them. */
  readonly names: () => readonly string[];
}

export function createTexts(gunzip: Gunzip): ChartTexts {
  const contents = new Map<string, Uint8Array>();
  const unpacked = new Map<string, readonly RawFile[]>();
  const decoded = new Map<string, SourceText>();

  const filesIn = (archive: string): readonly RawFile[] => {
    const known = unpacked.get(archive);
    if (known !== undefined) return known;
    const bytes = contentAt(archive);
    const files = bytes === undefined ? undefined : unpackChart(bytes, gunzip);
    const found = files?.ok === true ? files.value : [];
    unpacked.set(archive, found);
    return found;
  };
  const contentAt = (file: string): Uint8Array | undefined => {
    const own = contents.get(file);
    if (own !== undefined) return own;
    const end = [...file.matchAll(archiveEnd)].at(-1);
    if (end === undefined) return undefined;
    const split = end.index + end[0].length;
    const within = file.slice(split);
    return filesIn(file.slice(0, split - 1)).find(({ path }) => path === within)?.bytes;
  };
  return {
    add: (file, bytes) => contents.set(file, bytes),
    at: (file) => {
      const known = decoded.get(file);
      if (known !== undefined) return known;
      const bytes = contentAt(file);
      if (bytes === undefined) return undefined;
      const source = sourceText(file, decodeText(bytes));
      decoded.set(file, source);
      return source;
    },
    names: () => [...contents.keys()],
  };
}
