import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a store keeps a blob. */
export function blobFile(storeDir: string, digest: string): string {
  const [algorithm = '', hex = ''] = digest.split(':');
  return join(storeDir, 'blobs', algorithm, hex.slice(0, 2), hex);
}

/** What is in the folders of a store that are empty while nothing is being written. */
export async function leftovers(storeDir: string): Promise<string[]> {
  return [...(await readdir(join(storeDir, 'writing'))), ...(await readdir(join(storeDir, 'locks')))];
}

/** The digests of all blobs that a store keeps, but for those in `known`; throws where one's content is not what its name says. */
export async function storedDigests(
  storeDir: string,
  known: ReadonlySet<string> = new Set(),
): Promise<string[]> {
  const digests: string[] = [];
  const folder = join(storeDir, 'blobs');
  for (const algorithm of await readdir(folder)) {
    for (const prefix of await readdir(join(folder, algorithm))) {
      for (const hex of await readdir(join(folder, algorithm, prefix))) {
        const digest = `${algorithm}:${hex}`;
        if (known.has(digest)) continue;
        const content = await readFile(join(folder, algorithm, prefix, hex));
        const computed = createHash(algorithm).update(content).digest('hex');
        if (computed !== hex) throw new Error(`${digest} holds ${content.length} bytes of ${computed}`);
        digests.push(digest);
      }
    }
  }
  return digests;
}

/** The files of the records of one kind, over all repositories. */
export async function recordFiles(storeDir: string, kind: string): Promise<string[]> {
  const files: string[] = [];
  for (const repository of await readdir(join(storeDir, 'repositories'))) {
    const folder = join(storeDir, 'repositories', repository, kind);
    for (const name of await readdir(folder)) files.push(join(folder, name));
  }
  return files;
}
