import { mapLimited } from '../map-limited.ts';
import { headManifest, type RegistryClient } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import { registryFailure } from './pull-errors.ts';
import { type PullOptions, pullImage } from './pull-image.ts';
import { pulledName } from './pulled-name.ts';
import type { PullError, PullNote, SecondPull, VerifyTarget } from './types.ts';

/**
 * How it is told that a second pull is served from the cache: by the counters of a registry of our own, or by ACR's header, which says
 * `upstream` as long as it has not imported the image (Azure/acr#862).
 */
export type Proof =
  | {
      readonly kind: 'counters';
      /** How many requests to upstreams the registry has made so far. */
      readonly upstreamRequests: () => number;
      /** Resolves when it has nothing under way. */
      readonly idle: () => Promise<void>;
    }
  | { readonly kind: 'header' };

/** An image that pulled. */
export interface FirstPull {
  readonly target: VerifyTarget;
  readonly digest: string;
  readonly fromUpstream: boolean;
}

export interface PullingAgain extends PullOptions {
  readonly client: RegistryClient;
  readonly proof: Proof;
  readonly started: (target: VerifyTarget) => void;
  readonly done: (target: VerifyTarget) => void;
}

export type Again = Result<
  { readonly secondPull?: SecondPull; readonly notes: readonly PullNote[] },
  PullError
>;

/** Images that are pulled at a time. */
const concurrency = 4;

/** A tag's answer may have grown old since the first pull, which makes the next one ask; the one after that has no reason to. */
const tries = 2;

/**
 * Pulls everything once more: all bytes of it again, compared with their digests, since a header alone would not show that the
 * content is there. All at once first; only where that made the registry ask an upstream, one after the other, so that each request
 * has one possible cause.
 */
export async function pullAllAgain(
  images: readonly FirstPull[],
  pulling: PullingAgain,
): Promise<readonly Again[]> {
  const { proof } = pulling;
  if (proof.kind === 'header') return mapLimited(images, concurrency, (image) => askAgain(image, pulling));
  const { upstreamRequests, idle } = proof;
  await idle();
  const before = upstreamRequests();
  const together = await mapLimited(images, concurrency, (image) => pullAgain(image, pulling));
  await idle();
  if (upstreamRequests() === before) return together;
  const results: Again[] = [];
  for (const image of images) {
    let result: Again | undefined;
    for (let made = 0; made < tries && result === undefined; made++) {
      const asked = upstreamRequests();
      const again = await pullAgain(image, pulling);
      await idle();
      if (!again.ok || upstreamRequests() === asked) result = again;
    }
    const message = 'a second pull asked the upstream again';
    results.push(result ?? err({ code: 'not-cached', message, subject: pulledName(image.target.reference) }));
  }
  return results;
}

async function pullAgain({ target, digest }: FirstPull, pulling: PullingAgain): Promise<Again> {
  const { client, started, done } = pulling;
  const { reference } = target;
  started(target);
  const pulled = await pullImage(client, reference.repository, pulledName(reference), pulling);
  done(target);
  if (!pulled.ok) return pulled;
  const { manifests, blobs, bytes } = pulled.value;
  if (pulled.value.digest !== digest) {
    const message = `a second pull got ${pulled.value.digest}, and the first one ${digest}`;
    return err({ code: 'not-cached', message, subject: pulledName(reference) });
  }
  return ok({ secondPull: { manifests, blobs, bytes }, notes: [] });
}

/** What came without the header the first time is imported already. */
async function askAgain({ target, fromUpstream }: FirstPull, pulling: PullingAgain): Promise<Again> {
  if (!fromUpstream) return ok({ notes: [] });
  const { repository } = target.reference;
  const subject = pulledName(target.reference);
  pulling.started(target);
  const head = await headManifest(pulling.client, repository, subject, { signal: pulling.signal });
  pulling.done(target);
  if (!head.ok) return err(registryFailure(head.error, subject));
  if (head.value.headers['x-azure-origin'] !== 'upstream') return ok({ notes: [] });
  const message = 'the registry has not imported it yet, and served it from the upstream';
  return ok({ notes: [{ code: 'not-imported', message }] });
}
