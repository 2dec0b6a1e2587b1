/** A value that is costly to find out, and may be somewhat old. */
export interface Refreshed<T> {
  /** The last value; waits only when there is none. An old one is renewed in the background. */
  get(): Promise<T>;
  /** The last value, if there is one; renewed in the background as with `get`. */
  latest(): T | undefined;
}

/** Finding out takes at most this part of the time. */
const share = 0.02;

/** Looks again when it is asked for, and the last look is `leastMs` or fifty times its own duration ago. */
export function createRefreshed<T>(
  look: () => Promise<T>,
  leastMs: number,
  failed: (error: unknown) => void,
): Refreshed<T> {
  let value: { readonly is: T } | undefined;
  let dueAt = Number.NEGATIVE_INFINITY;
  let looking: Promise<T> | undefined;
  const renew = (): Promise<T> => {
    const started = performance.now();
    looking ??= look()
      .then((found) => {
        value = { is: found };
        return found;
      })
      .finally(() => {
        looking = undefined;
        const now = performance.now();
        dueAt = now + Math.max(leastMs, (now - started) / share);
      });
    return looking;
  };
  const renewInBackground = (): void => {
    if (looking === undefined && performance.now() >= dueAt) renew().catch(failed);
  };
  return {
    get: async () => {
      if (value === undefined) return renew();
      renewInBackground();
      return value.is;
    },
    latest: () => {
      renewInBackground();
      return value?.is;
    },
  };
}
