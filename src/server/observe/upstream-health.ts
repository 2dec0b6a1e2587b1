import type { UpstreamErrorCode, UpstreamExchange } from '../upstream.ts';

/** What is known of an upstream. Times are milliseconds since the epoch. */
export interface UpstreamHealth {
  /** Its login server. */
  readonly registry: string;
  /** When it last answered a question, if with "there is no such thing". */
  readonly answeredAt?: number;
  readonly lastError?: {
    readonly code: UpstreamErrorCode;
    readonly message: string;
    readonly at: number;
  };
  readonly rateLimit?: { readonly remaining?: number; readonly limit?: number; readonly at: number };
  /** Until when it asked to be left alone. */
  readonly retryAt?: number;
}

export interface UpstreamWatch {
  /** Notes how a question ended; undefined: with an answer. */
  outcome(
    registry: string,
    error: { readonly code: UpstreamErrorCode; readonly message: string } | undefined,
  ): void;
  exchange(registry: string, exchange: UpstreamExchange): void;
  /** Those that were asked something, by name. */
  list(): readonly UpstreamHealth[];
}

/** Remembers, of each upstream, how it was when it was last asked. Only login servers that rules name are ever asked. */
export function createUpstreamWatch(now: () => number): UpstreamWatch {
  const known = new Map<string, UpstreamHealth>();
  const change = (registry: string, facts: Partial<UpstreamHealth>): void => {
    known.set(registry, { registry, ...known.get(registry), ...facts });
  };
  return {
    outcome: (registry, error) => {
      if (error === undefined || error.code === 'not-found') change(registry, { answeredAt: now() });
      else change(registry, { lastError: { code: error.code, message: error.message, at: now() } });
    },
    exchange: (registry, { rateLimit, retryAfterMs }) => {
      const at = now();
      if (rateLimit !== undefined) {
        const { remaining, limit } = rateLimit;
        change(registry, {
          rateLimit: {
            ...(remaining === undefined ? {} : { remaining }),
            ...(limit === undefined ? {} : { limit }),
            at,
          },
        });
      }
      if (retryAfterMs !== undefined) change(registry, { retryAt: at + retryAfterMs });
    },
    list: () => [...known.values()].sort((a, b) => (a.registry < b.registry ? -1 : 1)),
  };
}
