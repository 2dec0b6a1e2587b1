import { append } from '../../append.ts';
import type { SkippedFile } from '../../audit/index.ts';
import type { Gunzip } from '../../helm/chart/archive.ts';
import type { ChartError } from '../../helm/chart/errors.ts';
import { type LoadedChart, loadArchive, loadChart } from '../../helm/chart/load.ts';
import type { Chart } from '../../helm/chart/types.ts';
import { type EditedContent, pathFrom, readContent } from '../../host/index.ts';
import type { Result } from '../../result.ts';
import { positionAt } from '../../text/index.ts';
import { readFolder } from './read-folder.ts';
import type { ChartTexts } from './texts.ts';

/** Loads charts from disk; the texts of what it loads are remembered, and what cannot be read is told. */
export interface ChartLoader {
  /** The chart in a folder or an archive (absolute); undefined when there is none that can be read. */
  readonly load: (absolute: string) => Chart | undefined;
  readonly skipped: readonly SkippedFile[];
  readonly texts: ChartTexts;
}

export interface LoaderOptions {
  readonly root: string;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  readonly texts: ChartTexts;
  readonly gunzip: Gunzip;
  /** Whether git has a file, by its path from the root on. */
  readonly isListed: (path: string) => boolean;
}

/** Archives come from elsewhere: what limits files of the repository does not limit them. Helm's own limit does. */
const largestArchive = 100 * 1024 * 1024;

export function chartLoader({ root, maxBytes, edited, texts, gunzip, isListed }: LoaderOptions): ChartLoader {
  const skipped: SkippedFile[] = [];
  const tell = ({ file, message, span }: ChartError): void => {
    const source = span === undefined ? undefined : texts.at(file);
    const place = source === undefined || span === undefined ? {} : positionAt(source, span.start);
    skipped.push({ file, reason: message, ...place });
  };
  const take = (loaded: Result<LoadedChart, ChartError>): Chart | undefined => {
    if (!loaded.ok) {
      tell(loaded.error);
      return undefined;
    }
    loaded.value.problems.forEach(tell);
    return loaded.value.chart;
  };
  const load = (absolute: string): Chart | undefined => {
    const path = pathFrom(root, absolute);
    if (absolute.endsWith('.tgz')) {
      const content = readContent(absolute, largestArchive);
      if (!(content instanceof Uint8Array)) {
        skipped.push({ file: path, reason: content.reason });
        return undefined;
      }
      texts.add(path, content);
      return take(loadArchive(path, content, gunzip));
    }
    const prefix = path === '' ? '' : `${path}/`;
    const read = readFolder(absolute, path, {
      within: root,
      maxBytes,
      edited,
      isListed: (file) => isListed(prefix + file),
    });
    append(skipped, read.skipped);
    for (const file of read.files) texts.add(prefix + file.path, file.bytes);
    return take(loadChart(path, read.files, gunzip));
  };
  return { load, skipped, texts };
}
