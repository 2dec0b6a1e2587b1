/** One manifest as one repository has it. */
export interface ManifestNode {
  /** Where its record is, in the store's own words. */
  readonly path: string;
  /** Stands for the repository. */
  readonly repository: string;
  readonly digest: string;
  readonly manifests: readonly string[];
  readonly blobs: readonly string[];
  /** When it was asked for last, or what holds it was: an index keeps its manifests fresh. Milliseconds since the epoch. */
  usedAt: number;
}

/** The node of a manifest's record; undefined when that is none. */
export function manifestNode(
  record: unknown,
  place: Pick<ManifestNode, 'path' | 'repository' | 'usedAt'>,
): ManifestNode | undefined {
  if (typeof record !== 'object' || record === null) return undefined;
  const { digest, manifests, blobs } = record as Record<string, unknown>;
  if (typeof digest !== 'string') return undefined;
  return { ...place, digest, manifests: strings(manifests), blobs: strings(blobs) };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** Makes what an index of the same repository holds as recently used as the index. */
export function refreshHeld(nodes: readonly ManifestNode[]): void {
  const byName = new Map(nodes.map((node) => [`${node.repository} ${node.digest}`, node]));
  // An index may hold an index: as many rounds as there may be levels in practice.
  for (let level = 0; level < 3; level++) {
    for (const node of nodes) {
      for (const child of node.manifests) {
        const held = byName.get(`${node.repository} ${child}`);
        if (held !== undefined && held.usedAt < node.usedAt) held.usedAt = node.usedAt;
      }
    }
  }
}
