import { type FileHandle, open } from 'node:fs/promises';
import { blockBytes, padding, readPaxRecords, readTarHeader } from '../../formats/tar/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { LayoutError } from './layout-error.ts';
import type { LayoutSource } from './layout-source.ts';

interface Member {
  readonly kind: 'file' | 'other';
  readonly offset: number;
  readonly size: number;
}

/** Entries of an archive; the largest layouts have some thousands. */
const maxEntries = 1_000_000;

/** A long name or a pax header. */
const maxExtensionBytes = 1024 * 1024;

/** A layout in an archive. Its entries are listed once; what they hold is read where it is, and nothing is unpacked. */
export async function tarSource(path: string): Promise<Result<LayoutSource, LayoutError>> {
  const file = await open(path, 'r');
  const members = await listMembers(file, path).catch(async (error: unknown) => {
    await file.close();
    throw error;
  });
  if (!members.ok) {
    await file.close();
    return members;
  }
  return ok({
    open: async (name) => {
      const member = members.value.get(name);
      if (member === undefined) return ok(undefined);
      const { kind, offset, size } = member;
      if (kind === 'other') return fault('unsafe', `${path}: ${name}`, 'it is a link or a special file');
      return ok({
        size,
        read: async (into, position) => {
          const length = Math.min(into.byteLength, Math.max(0, size - position));
          if (length === 0) return 0;
          return (await file.read(into, 0, length, offset + position)).bytesRead;
        },
        close: async () => {},
      });
    },
    close: () => file.close(),
  });
}

async function listMembers(
  file: FileHandle,
  archive: string,
): Promise<Result<ReadonlyMap<string, Member>, LayoutError>> {
  const { size: total } = await file.stat();
  const members = new Map<string, Member>();
  let extended: { readonly path?: string; readonly size?: number } = {};
  const header = Buffer.alloc(blockBytes);
  for (let at = 0, entries = 0; at + blockBytes <= total; entries++) {
    const place = `${archive}: byte ${at}`;
    if (entries === maxEntries) return fault('too-large', archive, `it has more than ${maxEntries} entries`);
    await file.read(header, 0, blockBytes, at);
    const raw = readTarHeader(header);
    if (raw === 'end') return ok(members);
    if (raw === undefined) return fault('malformed', place, 'there is no header of a tar archive');
    const offset = at + blockBytes;
    const isExtension = ['x', 'g', 'L', 'K'].includes(raw.type);
    const size = isExtension ? raw.size : (extended.size ?? raw.size);
    if (offset + size > total) return fault('malformed', place, 'the archive ends before its content does');
    at = offset + size + padding(size);
    if (isExtension) {
      if (size > maxExtensionBytes) return fault('too-large', place, 'a name is longer than any');
      const content = Buffer.alloc(size);
      await file.read(content, 0, size, offset);
      const records = raw.type === 'L' ? { path: content.toString('utf8').replace(/\0.*$/s, '') } : undefined;
      const pax = raw.type === 'x' ? readPaxRecords(content) : {};
      if (pax === undefined) return fault('malformed', place, 'a pax header cannot be read');
      extended = { ...extended, ...records, ...pax };
      continue;
    }
    const name = plainPath(extended.path ?? raw.name);
    extended = {};
    if (name === undefined) return fault('unsafe', place, 'a path leads out of the archive');
    if (raw.type === '5' || name === '') continue;
    if (members.has(name)) return fault('unsafe', place, `there are two files ${JSON.stringify(name)}`);
    members.set(name, { kind: raw.type === '0' || raw.type === '\0' ? 'file' : 'other', offset, size });
  }
  return fault('malformed', archive, 'it is no tar archive, or ends too early');
}

/** Without `./` before it; undefined for one that is absolute or has `..` in it. */
function plainPath(path: string): string | undefined {
  if (path.startsWith('/') || path.includes('\0')) return undefined;
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.');
  return segments.includes('..') ? undefined : segments.join('/');
}

function fault(code: LayoutError['code'], place: string, what: string): Result<never, LayoutError> {
  return err({ code, message: `${place}: ${what}` });
}
