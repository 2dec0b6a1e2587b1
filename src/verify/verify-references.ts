import type { ImageReference } from '../image/index.ts';
import { getManifest, type RegistryClient } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import { mapLimited } from './map-limited.ts';
import { registryFailure } from './pull-errors.ts';
import { type PullOptions, pullImage } from './pull-image.ts';
import type { PullError, PulledImage, VerifiedReference, VerifyTarget } from './types.ts';

export interface Verification extends PullOptions {
  /** The registry that stands for the one of the references. */
  readonly client: RegistryClient;
  /** How many requests to upstreams that registry has made so far. */
  readonly upstreamRequests: () => number;
  /** Resolves when that registry has nothing under way. */
  readonly idle: () => Promise<void>;
  /** Told after each reference. */
  readonly onReference: () => void;
}

/** Images that are pulled at a time. */
const concurrency = 4;

/**
 * Pulls every reference, and then each manifest once more, which must not make the registry ask its upstream. The second pulls
 * are made one after the other when all else is done, so that a request to an upstream has one possible cause.
 */
export async function verifyReferences(
  targets: readonly VerifyTarget[],
  verification: Verification,
): Promise<readonly VerifiedReference[]> {
  const first = await mapLimited(targets, concurrency, async (target) => {
    const started = performance.now();
    const { repository } = target.reference;
    const result = await pullImage(
      verification.client,
      repository,
      pulledName(target.reference),
      verification,
    );
    verification.onReference();
    return { target, result, ms: performance.now() - started };
  });
  await verification.idle();
  const verified: VerifiedReference[] = [];
  for (const pulled of first) {
    const { target, result } = pulled;
    const again = result.ok ? await pullAgain(target.reference, result.value, verification) : result;
    verified.push({ ...pulled, result: again });
  }
  return verified;
}

/** A tag's answer may have grown old since the first pull, which makes the next one ask; the one after that has no reason to. */
const tries = 2;

async function pullAgain(
  reference: ImageReference,
  pulled: PulledImage,
  { client, upstreamRequests, idle, signal }: Verification,
): Promise<Result<PulledImage, PullError>> {
  const subject = pulledName(reference);
  for (let made = 0; made < tries; made++) {
    const before = upstreamRequests();
    const manifest = await getManifest(client, reference.repository, subject, { signal });
    await idle();
    if (!manifest.ok) return err(registryFailure(manifest.error, subject));
    if (upstreamRequests() === before) return ok(pulled);
  }
  return err({ code: 'not-cached', message: 'a second pull asked the upstream again', subject });
}

/** What is asked of the registry: the digest where there is one, as all clients do. */
function pulledName({ digest, tag = 'latest' }: ImageReference): string {
  return digest ?? tag;
}
