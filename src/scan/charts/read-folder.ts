import type { SkippedFile } from '../../audit/index.ts';
import type { RawFile } from '../../helm/chart/archive.ts';
import { parseHelmIgnore } from '../../helm/chart/ignore.ts';
import { type EditedContent, readContent, type TreeFile, treeFiles } from '../../host/index.ts';
import { isChartFile } from './units.ts';

export interface FolderOptions {
  /** The repository's root, absolute: links that lead out of it are not followed. */
  readonly within: string;
  readonly maxBytes: number;
  readonly edited: EditedContent | undefined;
  /** Whether git has a file, given by its path from the chart's folder on. */
  readonly isListed: (path: string) => boolean;
}

/** The files of a chart's folder, in memory all at once. */
export interface FolderFiles {
  readonly files: readonly RawFile[];
  /** Parts of the chart that were not read. */
  readonly skipped: readonly SkippedFile[];
}

/** Helm's own limit for a packed chart. */
const mostBytes = 100 * 1024 * 1024;

/**
 * A chart's folder as Helm reads it: without what .helmignore leaves out, links followed. What git ignores is left out, too, but
 * for `charts/`: dependencies are rarely committed, and Helm takes those that are there.
 */
export function readFolder(folder: string, path: string, options: FolderOptions): FolderFiles {
  const prefix = path === '' ? '' : `${path}/`;
  const skipped: SkippedFile[] = [];
  const rules = readContent(`${folder}/.helmignore`, options.maxBytes);
  const parsed = parseHelmIgnore(rules instanceof Uint8Array ? new TextDecoder().decode(rules) : '');
  if (!parsed.ok) skipped.push({ file: `${prefix}.helmignore`, reason: parsed.error });
  const isIgnored = parsed.ok ? parsed.value : () => false;
  const files: RawFile[] = [];
  let bytes = 0;
  for (const file of treeFiles(folder, {
    within: options.within,
    wants: (at, isFolder) => !isIgnored(at, isFolder),
  })) {
    if (!belongs(file, options)) continue;
    const content = readContent(file.absolute, options.maxBytes, options.edited);
    if (!(content instanceof Uint8Array)) {
      if (isPart(file.path)) skipped.push({ file: prefix + file.path, reason: content.reason });
      continue;
    }
    bytes += content.length;
    if (bytes > mostBytes) {
      const reason = `the chart has more than ${mostBytes} bytes; the rest of it is left out`;
      skipped.push({ file: prefix + file.path, reason });
      break;
    }
    files.push({ path: file.path, bytes: content });
  }
  return { files, skipped };
}

function belongs({ path, linked }: TreeFile, { isListed }: FolderOptions): boolean {
  return linked || path.startsWith('charts/') || isListed(path);
}

/** Whether the chart would be another one without the file. */
function isPart(path: string): boolean {
  return isChartFile(path) || path.startsWith('charts/');
}
