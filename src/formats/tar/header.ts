/**
 * Headers of tar archives: POSIX.1-2017 (pax, "ustar Interchange Format"), with pax records for what does not fit, and GNU's long
 * names when reading.
 */
export const blockBytes = 512;

/** What ustar's name field holds. */
const maxName = 100;

/** 11 octal digits. */
const maxOctalSize = 8 ** 11 - 1;

/** The blocks before the content of a file. Nothing in it depends on the time or the machine. */
export function tarHeader(path: string, size: number): Buffer {
  const records = [
    ...(path.length > maxName ? [paxRecord('path', path)] : []),
    ...(size > maxOctalSize ? [paxRecord('size', String(size))] : []),
  ].join('');
  const header = ustarHeader(path.slice(0, maxName), size > maxOctalSize ? 0 : size, '0');
  if (records === '') return header;
  const extended = Buffer.from(records);
  return Buffer.concat([
    ustarHeader('pax', extended.length, 'x'),
    extended,
    Buffer.alloc(padding(extended.length)),
    header,
  ]);
}

export function padding(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}

/** Two empty blocks end an archive. */
export const tarEnd: Buffer = Buffer.alloc(2 * blockBytes);

function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = Buffer.byteLength(rest) + 1;
  while (String(length).length + Buffer.byteLength(rest) !== length) {
    length = String(length).length + Buffer.byteLength(rest);
  }
  return `${length}${rest}`;
}

function ustarHeader(name: string, size: number, type: string): Buffer {
  const block = Buffer.alloc(blockBytes);
  block.write(name, 0, maxName, 'latin1');
  block.write('0000644\0', 100, 'latin1');
  block.write('0000000\0', 108, 'latin1');
  block.write('0000000\0', 116, 'latin1');
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  block.write('00000000000\0', 136, 'latin1');
  block.write(type, 156, 'latin1');
  block.write('ustar\u000000', 257, 'latin1');
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** The sum of all bytes, with spaces for the sum itself. */
function checksum(block: Uint8Array): number {
  let sum = 8 * 32;
  for (const [at, byte] of block.entries()) if (at < 148 || at >= 156) sum += byte;
  return sum;
}

export interface RawHeader {
  readonly name: string;
  readonly size: number;
  readonly type: string;
}

/** `end` for an empty block; undefined for what is no header. */
export function readTarHeader(block: Buffer): RawHeader | 'end' | undefined {
  if (block.every((byte) => byte === 0)) return 'end';
  const sum = octal(block.subarray(148, 156));
  if (sum !== checksum(block)) return undefined;
  const size = readSize(block.subarray(124, 136));
  if (size === undefined) return undefined;
  // GNU's own format says `ustar ` and has times where ustar has the prefix.
  const isUstar = block.subarray(257, 263).toString('latin1') === 'ustar\0';
  const prefix = isUstar ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: String.fromCharCode(block[156] ?? 0),
  };
}

/** GNU writes sizes that do not fit as a binary number with the first bit set. */
function readSize(field: Buffer): number | undefined {
  if (((field[0] ?? 0) & 0x80) === 0) return octal(field);
  let value = (field[0] ?? 0) & 0x7f;
  for (const byte of field.subarray(1)) value = value * 256 + byte;
  return Number.isSafeInteger(value) ? value : undefined;
}

function octal(field: Buffer): number | undefined {
  const digits = field
    .toString('latin1')
    .replace(/[\0 ]+$/, '')
    .trim();
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.subarray(0, end === -1 ? field.length : end).toString('utf8');
}

/** The records of a pax header that matter; undefined for what is none. */
export function readPaxRecords(
  bytes: Buffer,
): { readonly path?: string; readonly size?: number } | undefined {
  const found: { path?: string; size?: number } = {};
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = Number(bytes.subarray(at, space === -1 ? at : space).toString('latin1'));
    if (!Number.isSafeInteger(length) || length < 5 || at + length > bytes.length) return undefined;
    const record = bytes.subarray(space + 1, at + length - 1).toString('utf8');
    const equals = record.indexOf('=');
    const value = record.slice(equals + 1);
    if (record.startsWith('path=')) found.path = value;
    if (record.startsWith('size=')) {
      if (!/^\d{1,15}$/.test(value)) return undefined;
      found.size = Number(value);
    }
    at += length;
  }
  return found;
}
