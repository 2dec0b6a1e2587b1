import { ok, type Result } from '../../result.ts';
import type { PullFailure } from '../failure.ts';
import { isDigest } from '../http/digest.ts';
import type { Origin } from '../origins.ts';
import type { UpstreamDescriptor } from '../upstream.ts';
import type { UpstreamGate } from '../upstream-gate.ts';
import { createLists, type FoundList, type ListSettings } from './lists.ts';

export interface Referrers {
  /** The descriptors of what refers to a manifest; none when the upstream knows of none. */
  find(origin: Origin, digest: string): Promise<Result<FoundList<UpstreamDescriptor>, PullFailure>>;
}

export function createReferrers(
  gate: UpstreamGate,
  settings: Omit<ListSettings<UpstreamDescriptor>, 'isEntry' | 'weigh'>,
): Referrers {
  const lists = createLists<UpstreamDescriptor>({
    ...settings,
    isEntry: isDescriptor,
    weigh: (descriptor) => JSON.stringify(descriptor).length * 2 + 200,
  });
  return {
    find: (origin, digest) =>
      lists.find(origin, `referrers ${digest}`, async () => {
        const listed = await gate.listReferrers(origin, digest);
        if (listed.ok) return ok(listed.value.filter(isDescriptor));
        return listed.error.code === 'not-found' ? ok([]) : listed;
      }),
  };
}

function isDescriptor(value: unknown): value is UpstreamDescriptor {
  if (typeof value !== 'object' || value === null) return false;
  const { mediaType, digest, size, artifactType } = value as Record<string, unknown>;
  if (typeof mediaType !== 'string' || typeof digest !== 'string' || typeof size !== 'number') return false;
  if (!isDigest(digest) || (artifactType !== undefined && typeof artifactType !== 'string')) return false;
  return isShallow(value, maxDepth);
}

/** Annotations and platforms have two levels; what is nested by the thousand is meant to break who writes it out again. */
const maxDepth = 8;

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isShallow(inner, levels - 1));
}
