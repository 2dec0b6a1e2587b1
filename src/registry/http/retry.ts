import type { Result } from '../../result.ts';
import { isTransient, type RegistryError } from '../error.ts';

export interface RetryPolicy {
  /** How often a request is made in all. Default 3; 1 is no retry. */
  readonly attempts: number;
  /** The pause before the second attempt; it doubles, and a random part of it, at least half, is waited. Default 200. */
  readonly baseDelayMs: number;
  /** Default 2,000. */
  readonly maxDelayMs: number;
  /** A longer `Retry-After` is not waited for: the error is returned with it. Default 5,000. */
  readonly retryAfterCapMs: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attempts: 3,
  baseDelayMs: 200,
  maxDelayMs: 2_000,
  retryAfterCapMs: 5_000,
};

/**
 * Makes the attempt again while its error is transient. Only for what may be done twice. A rate limit without `Retry-After` is
 * not tried again: Docker Hub's lasts for hours, and every further request counts.
 */
export async function withRetries<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  attempt: () => Promise<Result<T, RegistryError>>,
): Promise<Result<T, RegistryError>> {
  for (let made = 1; ; made++) {
    const result = await attempt();
    if (result.ok || made >= policy.attempts || !isTransient(result.error)) return result;
    const asked = result.error.retryAfterMs;
    if (asked !== undefined && asked > policy.retryAfterCapMs) return result;
    await pause(asked ?? backoff(policy, made), signal);
  }
}

function backoff({ baseDelayMs, maxDelayMs }: RetryPolicy, made: number): number {
  const delay = Math.min(baseDelayMs * 2 ** (made - 1), maxDelayMs);
  return delay / 2 + (Math.random() * delay) / 2;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    if (signal?.aborted === true) done();
    else signal?.addEventListener('abort', done, { once: true });
  });
}
