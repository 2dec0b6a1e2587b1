import type { ImageReference } from '../image/index.ts';
import { formatReference } from '../image/index.ts';
import type { RegistryError } from '../registry/index.ts';
import type { Result } from '../result.ts';
import type { PulledImage, PullNote, VerifyTarget } from './types.ts';

export interface Comparison {
  /**
   * What a tag names at its upstream; undefined where the upstream does not tell without being pulled from. A HEAD, which Docker
   * Hub does not count.
   */
  readonly tagDigest: (upstream: ImageReference) => Promise<Result<string | undefined, RegistryError>>;
  /** Only references with a digest, too: what a tag names was fetched from the upstream for this very run. */
  readonly pinnedOnly: boolean;
}

export interface Compared {
  readonly compared: boolean;
  readonly notes: readonly PullNote[];
}

const notCompared: Compared = { compared: false, notes: [] };

/**
 * Holds what was pulled against what the tag names at the upstream now. A difference is no failure: a pinned digest is what is
 * pulled whatever becomes of the tag, and a cache may be behind by its time to live.
 */
export async function compareTag(
  { upstream, reference }: VerifyTarget,
  pulled: PulledImage,
  { tagDigest, pinnedOnly }: Comparison,
): Promise<Compared> {
  const pinned = reference.digest !== undefined;
  const { tag } = upstream;
  if (tag === undefined || (pinnedOnly && !pinned)) return notCompared;
  const { digest: _, ...tagged } = upstream;
  const name = formatReference(tagged);
  const answer = await tagDigest(tagged);
  if (!answer.ok) {
    if (answer.error.code !== 'not-found') return notCompared;
    return pinned
      ? noted('moved', `${name} does not exist any more; the pinned digest still pulls`)
      : noted('outdated', `${name} does not exist any more; the cache still serves ${pulled.digest}`);
  }
  const current = answer.value;
  // Digests by different algorithms say nothing about each other.
  if (current === undefined || algorithm(current) !== algorithm(pulled.digest)) return notCompared;
  if (current === pulled.digest) return { compared: true, notes: [] };
  return pinned
    ? noted('moved', `${name} names ${current} by now, and not the pinned ${pulled.digest}`)
    : noted('outdated', `${name} names ${current} by now; the cache still serves ${pulled.digest}`);
}

function noted(code: PullNote['code'], message: string): Compared {
  return { compared: true, notes: [{ code, message }] };
}

function algorithm(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}
