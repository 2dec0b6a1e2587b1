import { lstat, open, readFile, rename, rm, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { ifPresent, ifUsable, systemCode } from './files.ts';
import { hasEnded, isTemporaryName, temporaryName } from './owner.ts';
import { replaceFile } from './replace-file.ts';

/** What a lock file says about its holder. */
export interface LockContent {
  /** The name of the file in which the holder writes the blob. */
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** Bytes that the blob is going to have, once they are known. */
  readonly size?: number;
}

export interface FileLock {
  readonly token: string;
  /** Writes a fact beside the holder's name. */
  announce(size: number): Promise<void>;
  release(): Promise<void>;
}

/** The holder shows that it lives this often; it counts as dead after five times that. */
const heartbeatMs = 2_000;
const deadAfterMs = 10_000;

/**
 * Takes a lock, or tells who has it; `temporaryFolder` is for files that are being written, and `abandoned` is told the token of
 * a dead holder. A lock is only about not doing work twice: should two hold one, because a stale lock was broken by both, each
 * writes a file of its own and the second to finish replaces equal content.
 */
export async function takeLock(
  path: string,
  temporaryFolder: string,
  abandoned: (token: string) => Promise<void> = async () => {},
): Promise<
  { readonly taken: true; readonly lock: FileLock } | { readonly taken: false; readonly holder: LockContent }
> {
  const content: LockContent = { token: temporaryName(), host: hostname(), pid: process.pid };
  for (;;) {
    try {
      await createFile(path, JSON.stringify(content));
      return { taken: true, lock: heldLock(path, temporaryFolder, content) };
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
    const holder = await lockHolder(path);
    if (holder !== undefined) return { taken: false, holder };
    await breakStaleLock(path, temporaryFolder, abandoned);
  }
}

/** Removes a lock whose holder died. Renamed first: of several that find it, one gets it. */
export async function breakStaleLock(
  path: string,
  temporaryFolder: string,
  abandoned: (token: string) => Promise<void>,
): Promise<void> {
  if ((await lockHolder(path)) !== undefined) return;
  const grave = join(temporaryFolder, temporaryName());
  await ifPresent(rename(path, grave));
  const text = await ifUsable(readFile(grave, 'utf8'));
  await rm(grave, { recursive: true, force: true });
  const token = text === undefined ? undefined : parseLock(text)?.token;
  if (token !== undefined) await abandoned(token);
}

/** The living holder of a lock. */
export async function lockHolder(path: string): Promise<LockContent | undefined> {
  const [text, status] = await Promise.all([ifUsable(readFile(path, 'utf8')), ifPresent(lstat(path))]);
  if (status === undefined) return undefined;
  // The clock may have been set back meanwhile: what was touched in the future was not touched just now either.
  const age = Math.abs(Date.now() - status.mtimeMs);
  const content = text === undefined ? undefined : parseLock(text);
  // A lock that cannot be read is one that is being written at this moment, unless it stays so.
  if (content === undefined) return age < heartbeatMs ? { token: '', host: '', pid: 0 } : undefined;
  if (age > deadAfterMs || hasEnded(content.host, content.pid)) return undefined;
  return content;
}

/** A disk that is full takes the name of a new file and not its content: then the name goes, too. */
async function createFile(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx');
  try {
    await handle.writeFile(text);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

function heldLock(path: string, temporaryFolder: string, content: LockContent): FileLock {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => {});
  }, heartbeatMs);
  timer.unref();
  return {
    token: content.token,
    announce: (size) => replaceFile(path, JSON.stringify({ ...content, size }), temporaryFolder),
    release: async () => {
      clearInterval(timer);
      const text = await ifPresent(readFile(path, 'utf8'));
      if (text !== undefined && parseLock(text)?.token === content.token) await rm(path, { force: true });
    },
  };
}

function parseLock(text: string): LockContent | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { token, host, pid, size } = value as Record<string, unknown>;
  if (typeof token !== 'string' || !isTemporaryName(token)) return undefined;
  if (typeof host !== 'string' || typeof pid !== 'number') return undefined;
  return { token, host, pid, ...(typeof size === 'number' ? { size } : {}) };
}
