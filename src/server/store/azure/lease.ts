import { randomUUID } from 'node:crypto';
import type { BlobContainer } from './container.ts';

export interface HeldLease {
  readonly id: string;
  /** Whether another may have the lease by now. */
  isLost(): boolean;
  release(): Promise<void>;
  /** Renews it no more: it went with its blob, or runs out by itself. */
  forget(): void;
}

/** The shortest that the service grants: so long nobody takes over from a server that died. */
const leaseSeconds = 15;

/** Milliseconds. Two renewals may fail before the lease runs out. */
const renewEveryMs = 5_000;

/**
 * Takes the lease of a blob, and keeps it until it is released. Undefined when another has it, or the blob is not the version
 * `ifMatch`. The lease of a holder that died runs out by itself, so that none is ever broken.
 */
export async function takeLease(
  container: BlobContainer,
  name: string,
  { id = randomUUID(), ifMatch }: { readonly id?: string; readonly ifMatch?: string } = {},
): Promise<HeldLease | undefined> {
  // Counted from before the request: at the service the lease began later.
  let renewedAt = performance.now();
  if (!(await container.acquireLease(name, id, leaseSeconds, ifMatch))) return undefined;
  let lost = false;
  const renew = async (): Promise<void> => {
    const asked = performance.now();
    if (await container.renewLease(name, id)) renewedAt = asked;
    else lost = true;
  };
  const timer = setInterval(() => {
    renew().catch(() => {});
  }, renewEveryMs);
  timer.unref();
  return {
    id,
    isLost: () => lost || performance.now() - renewedAt > leaseSeconds * 1_000,
    forget: () => clearInterval(timer),
    release: async () => {
      clearInterval(timer);
      await container.releaseLease(name, id);
    },
  };
}
