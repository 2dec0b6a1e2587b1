import { err, ok, type Result } from '../../result.ts';

export interface TarEntry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const block = 512;
const decoder = new TextDecoder();

/** The regular files in a tar archive (POSIX pax and ustar, and GNU's long names). The error is one sentence. */
export function readTar(archive: Uint8Array): Result<readonly TarEntry[], string> {
  const entries: TarEntry[] = [];
  let longName: string | undefined;
  for (let at = 0; at + block <= archive.length; ) {
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) break;
    if (!hasChecksum(header)) return err(`the archive has no header at byte ${at}`);
    const size = number(header.subarray(124, 136));
    const start = at + block;
    if (size === undefined || start + size > archive.length) return err('the archive is cut off');
    const bytes = archive.subarray(start, start + size);
    const type = String.fromCharCode(header[156] ?? 0);
    if (type === 'L') longName = text(bytes);
    else if (type === 'x') longName = paxPath(bytes) ?? longName;
    else {
      if (type === '0' || type === '\0' || type === '7')
        entries.push({ path: longName ?? name(header), bytes });
      if (type !== 'g') longName = undefined;
    }
    at = start + Math.ceil(size / block) * block;
  }
  return ok(entries);
}

function name(header: Uint8Array): string {
  const own = text(header.subarray(0, 100));
  const ustar = text(header.subarray(257, 262)) === 'ustar';
  const prefix = ustar && header[262] === 0 ? text(header.subarray(345, 500)) : '';
  return prefix === '' ? own : `${prefix}/${own}`;
}

/** Up to the first zero byte. */
function text(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return decoder.decode(end === -1 ? bytes : bytes.subarray(0, end));
}

/** Octal digits, or GNU's binary form with the first bit set. */
function number(field: Uint8Array): number | undefined {
  if (((field[0] ?? 0) & 0x80) !== 0) {
    const size = field.subarray(1).reduce((value, byte) => value * 256 + byte, (field[0] ?? 0) & 0x7f);
    return Number.isSafeInteger(size) ? size : undefined;
  }
  const digits = text(field).trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

/** The sum of the header's bytes, its own field counted as blanks. */
function hasChecksum(header: Uint8Array): boolean {
  const stored = number(header.subarray(148, 156));
  const sum = header.reduce((total, byte, index) => total + (index >= 148 && index < 156 ? 0x20 : byte), 0);
  return stored === sum;
}

/** Records of `<length> <key>=<value>\n`; the length counts bytes. */
function paxPath(bytes: Uint8Array): string | undefined {
  let path: string | undefined;
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = space === -1 ? Number.NaN : Number(decoder.decode(bytes.subarray(at, space)));
    if (!Number.isInteger(length) || length <= 0) return path;
    const record = decoder.decode(bytes.subarray(space + 1, at + length - 1));
    if (record.startsWith('path=')) path = record.slice('path='.length);
    at += length;
  }
  return path;
}
