import type { CredentialSet } from '../../cache/index.ts';
import type { CredentialHealth } from './resources.ts';

/** Why there are no credentials for a login server on this machine, one sentence; undefined when there are some. */
export type CredentialProblemOf = (loginServer: string) => Promise<string | undefined>;

/** A credential helper may start a program and unlock a key ring, which is too much for every set of a list. */
const rememberedMs = 5_000;

/**
 * The health of credential sets: not whether their secrets can be read, which nobody here tries, but whether what stands in
 * for them is there.
 */
export function createHealth(
  problemOf: CredentialProblemOf,
  now: () => number,
): (set: CredentialSet) => Promise<CredentialHealth> {
  const known = new Map<string, { readonly at: number; readonly problem: Promise<string | undefined> }>();
  return async ({ loginServer }) => {
    const key = loginServer.toLowerCase();
    const before = known.get(key);
    const fresh = before !== undefined && now() < before.at + rememberedMs;
    const entry = fresh ? before : { at: now(), problem: problemOf(key) };
    known.set(key, entry);
    const problem = await entry.problem;
    if (problem === undefined) return { status: 'Healthy' };
    return { status: 'Unhealthy', errorCode: 'CredentialsNotFound', errorMessage: problem };
  };
}
