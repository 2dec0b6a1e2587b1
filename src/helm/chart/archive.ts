import { err, ok, type Result } from '../../result.ts';
import { readTar } from './tar.ts';

/** A file of a chart, from the chart's folder on. */
export interface RawFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/**
 * Unpacks gzip up to a number of bytes; undefined for what is no gzip, or more than that. It is the caller's, since Node's
 * zlib is no part of a pure program.
 */
export type Gunzip = (bytes: Uint8Array, maxBytes: number) => Uint8Array | undefined;

/** Helm's own limits: of all files together, and of one. */
const maxArchiveBytes = 100 * 1024 * 1024;
const maxFileBytes = 5 * 1024 * 1024;

/** The files of a packed chart, whose one folder is left out of their paths; of two with one path the last. The error is one sentence. */
export function unpackChart(archive: Uint8Array, gunzip: Gunzip): Result<readonly RawFile[], string> {
  const tar = gunzip(archive, maxArchiveBytes);
  if (tar === undefined) return err(`this is no gzip archive of at most ${maxArchiveBytes} bytes`);
  const entries = readTar(tar);
  if (!entries.ok) return entries;
  const files = new Map<string, RawFile>();
  for (const { path, bytes } of entries.value) {
    const within = pathWithin(path);
    if (!within.ok) return within;
    if (bytes.length > maxFileBytes)
      return err(`${JSON.stringify(path)} is larger than ${maxFileBytes} bytes`);
    files.set(within.value, { path: within.value, bytes });
  }
  return files.size === 0 ? err('the archive holds no files') : ok([...files.values()]);
}

/** The path without its first folder; refused where it leads out of the chart. */
function pathWithin(path: string): Result<string, string> {
  const parts = path.replaceAll('\\', '/').split('/');
  const refused = `the archive holds ${JSON.stringify(path)}`;
  if (parts[0] === 'Chart.yaml') return err(`${refused}: a chart has its folder in the archive`);
  const rest = parts.slice(1).filter((part) => part !== '' && part !== '.');
  const leadsOut =
    parts[0] === '' || parts[1] === '' || rest.includes('..') || /^[a-zA-Z]:$/.test(rest[0] ?? '');
  if (rest.length === 0 || leadsOut) return err(`${refused}, which leads out of the chart`);
  return ok(rest.join('/'));
}
