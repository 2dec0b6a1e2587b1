export interface TarFile {
  readonly path: string;
  readonly text: string | Uint8Array;
  /** Default: a regular file. */
  readonly type?: string;
  /** Where a link leads. */
  readonly link?: string;
  /** What the header says, whatever there is; octal digits, or any other eleven characters. */
  readonly size?: string;
}

/** A ustar archive. */
export function tar(files: readonly TarFile[]): Buffer {
  return Buffer.concat([...files.flatMap(entry), Buffer.alloc(1024)]);
}

function entry({ path, text, type = '0', link = '', size }: TarFile): readonly Buffer[] {
  const bytes = Buffer.from(text);
  const header = Buffer.alloc(512);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${size ?? bytes.length.toString(8).padStart(11, '0')}\0`, 124, 'latin1');
  header.write('        ', 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
}
