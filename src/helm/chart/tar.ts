import { blockBytes, padding, readPaxRecords, readTarHeader } from '../../formats/tar/index.ts';
import { err, ok, type Result } from '../../result.ts';

export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The regular files in a tar archive. The error is one sentence. */
export function readTar(archive: Uint8Array): Result<readonly TarEntry[], string> {
  const bytes = Buffer.from(archive.buffer, archive.byteOffset, archive.byteLength);
  const entries: TarEntry[] = [];
  let path: string | undefined;
  let extendedSize: number | undefined;
  for (let at = 0; at !== bytes.length; ) {
    if (at + blockBytes > bytes.length) return err('the archive is cut off');
    const header = readTarHeader(bytes.subarray(at, at + blockBytes));
    if (header === 'end') break;
    if (header === undefined) return err(`the archive has no header at byte ${at}`);
    const { name, type } = header;
    const isExtension = ['L', 'K', 'x', 'g'].includes(type);
    const size = isExtension ? header.size : (extendedSize ?? header.size);
    const start = at + blockBytes;
    if (start + size > bytes.length) return err('the archive is cut off');
    const content = bytes.subarray(start, start + size);
    at = start + size + padding(size);
    if (type === 'L') path = content.toString('utf8').replace(/\0.*$/s, '');
    else if (type === 'x') {
      const records = readPaxRecords(content);
      if (records === undefined)
        return err(`the archive has a pax header that cannot be read at byte ${start}`);
      path = records.path ?? path;
      extendedSize = records.size;
    } else if (!isExtension) {
      if (type === '0' || type === '\0' || type === '7') entries.push({ path: path ?? name, bytes: content });
      path = undefined;
      extendedSize = undefined;
    }
  }
  return ok(entries);
}
