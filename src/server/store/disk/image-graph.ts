import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ifPresent } from './files.ts';
import type { StoreLayout } from './layout.ts';
import { readRecord } from './record-file.ts';
import { visibleNames } from './records.ts';

/** One manifest as one repository has it. */
export interface ManifestNode {
  readonly path: string;
  readonly repository: string;
  readonly digest: string;
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
  /** When it was asked for last, or what holds it was: an index keeps its manifests fresh. Milliseconds since the epoch. */
  usedAt: number;
}

/** Reads the manifests of all repositories with what they refer to; the time of a record's file is that of its last use. */
export async function readImageGraph(layout: StoreLayout): Promise<readonly ManifestNode[]> {
  const nodes: ManifestNode[] = [];
  for (const repository of await visibleNames(layout.repositories)) {
    const inRepository = await readRepository(join(layout.repositories, repository), repository);
    const byDigest = new Map(inRepository.map((node) => [node.digest, node]));
    // An index may hold an index: as many rounds as there may be levels in practice.
    for (let level = 0; level < 3; level++) {
      for (const node of inRepository) {
        for (const child of node.manifests) {
          const held = byDigest.get(child);
          if (held !== undefined && held.usedAt < node.usedAt) held.usedAt = node.usedAt;
        }
      }
    }
    nodes.push(...inRepository);
  }
  return nodes;
}

async function readRepository(folder: string, repository: string): Promise<readonly ManifestNode[]> {
  const nodes: ManifestNode[] = [];
  for (const name of await visibleNames(join(folder, 'manifest'))) {
    const path = join(folder, 'manifest', name);
    const [value, status] = await Promise.all([readRecord(path), ifPresent(stat(path))]);
    if (status === undefined) continue;
    const record = parseRecord(value);
    if (record !== undefined) nodes.push({ ...record, path, repository, usedAt: status.mtimeMs });
  }
  return nodes;
}

function parseRecord(value: unknown): Pick<ManifestNode, 'digest' | 'manifests' | 'blobs'> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { digest, manifests, blobs } = value as Record<string, unknown>;
  if (typeof digest !== 'string') return undefined;
  return { digest, manifests: strings(manifests), blobs: strings(blobs) };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
