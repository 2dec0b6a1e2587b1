import type { IncomingHttpHeaders } from 'node:http';

/** What Docker Hub says about the pulls that are left; absent when it does not count us (its documentation, "Usage and limits"). */
export interface RateLimit {
  readonly limit?: number;
  readonly remaining?: number;
  /** Over which time, in seconds. */
  readonly windowSeconds?: number;
  /** Whom it counts: an address or a user's id. */
  readonly source?: string;
}

/** Reads `ratelimit-limit: 100;w=21600`, `ratelimit-remaining` and `docker-ratelimit-source`. */
export function rateLimitOf(headers: IncomingHttpHeaders): RateLimit | undefined {
  const limit = parse(headers['ratelimit-limit']);
  const remaining = parse(headers['ratelimit-remaining']);
  if (limit === undefined && remaining === undefined) return undefined;
  const windowSeconds = limit?.window ?? remaining?.window;
  const source = headers['docker-ratelimit-source'];
  return {
    ...(limit === undefined ? {} : { limit: limit.count }),
    ...(remaining === undefined ? {} : { remaining: remaining.count }),
    ...(windowSeconds === undefined ? {} : { windowSeconds }),
    ...(typeof source === 'string' && /^[\w.:-]{1,100}$/.test(source) ? { source } : {}),
  };
}

function parse(
  header: string | string[] | undefined,
): { readonly count: number; readonly window?: number } | undefined {
  const match = /^\s*(\d{1,15})\s*(?:;\s*w=(\d{1,15})\s*)?$/.exec(typeof header === 'string' ? header : '');
  if (match === null) return undefined;
  const window = match[2] === undefined ? {} : { window: Number(match[2]) };
  return { count: Number(match[1]), ...window };
}
