import { mapLimited } from '../map-limited.ts';
import type { RegistryClient } from '../registry/index.ts';
import { err, ok, type Result } from '../result.ts';
import { type Comparison, compareTag } from './compare-tag.ts';
import { createHalts } from './halts.ts';
import { type Proof, pullAllAgain } from './pull-again.ts';
import { type PullOptions, pullImage } from './pull-image.ts';
import { pulledName } from './pulled-name.ts';
import type { PullError, PulledImage, VerifiedReference, VerifyTarget } from './types.ts';

/** What is being done with all of the references, one thing after the other. */
export type VerifyPhase = 'pull' | 'compare' | 'pull-again';

/** Told how far it is. */
export interface VerifyProgress {
  readonly phase: (phase: VerifyPhase, references: number) => void;
  readonly started: (target: VerifyTarget) => void;
  readonly done: (target: VerifyTarget) => void;
  readonly bytes: (bytes: number) => void;
}

export interface Verification extends Omit<PullOptions, 'onBytes'> {
  /** The registry that stands for the one of the references. */
  readonly client: RegistryClient;
  readonly proof: Proof;
  readonly comparison: Comparison;
  readonly progress: VerifyProgress;
}

/** Images that are pulled at a time. */
const concurrency = 4;

interface Pulled {
  readonly target: VerifyTarget;
  readonly result: Result<PulledImage, PullError>;
  readonly ms: number;
}

/**
 * Pulls every reference, holds what came against the upstream's tags, and pulls everything once more, which must not make the
 * registry ask its upstream.
 */
export async function verifyReferences(
  targets: readonly VerifyTarget[],
  verification: Verification,
): Promise<readonly VerifiedReference[]> {
  const { progress, comparison } = verification;
  progress.phase('pull', targets.length);
  const first = await pullAll(targets, verification);
  const images = first.flatMap(({ target, result }) => (result.ok ? [{ target, pulled: result.value }] : []));
  progress.phase('compare', images.length);
  const comparisons = await mapLimited(images, concurrency, async ({ target, pulled }) => {
    const compared = await compareTag(target, pulled, comparison);
    progress.done(target);
    return [target, compared] as const;
  });
  progress.phase('pull-again', images.length);
  const again = await pullAllAgain(
    images.map(({ target, pulled: { digest, fromUpstream } }) => ({ target, digest, fromUpstream })),
    { ...verification, onBytes: progress.bytes, started: progress.started, done: progress.done },
  );
  const compared = new Map(comparisons);
  const seconds = new Map(images.map(({ target }, index) => [target, again[index]]));
  return first.map(({ target, result, ms }) => {
    if (!result.ok) return { target, result, ms };
    const second = seconds.get(target);
    if (second?.ok === false) return { target, result: second, ms };
    const { notes = [], compared: isCompared = false } = compared.get(target) ?? {};
    const image = {
      ...result.value,
      ...(second?.value.secondPull === undefined ? {} : { secondPull: second.value.secondPull }),
      compared: isCompared,
      notes: [...notes, ...(second?.value.notes ?? [])],
    };
    return { target, result: ok(image), ms };
  });
}

async function pullAll(
  targets: readonly VerifyTarget[],
  verification: Verification,
): Promise<readonly Pulled[]> {
  const { client, progress } = verification;
  const options = { ...verification, onBytes: progress.bytes };
  const halts = createHalts();
  return mapLimited(targets, concurrency, async (target): Promise<Pulled> => {
    const subject = pulledName(target.reference);
    const halted = halts.find(target);
    if (halted !== undefined) {
      progress.done(target);
      return { target, result: err({ ...halted, subject }), ms: 0 };
    }
    progress.started(target);
    const started = performance.now();
    const result = await pullImage(client, target.reference.repository, subject, options);
    if (!result.ok) halts.note(target, result.error);
    progress.done(target);
    return { target, result, ms: performance.now() - started };
  });
}
