/** A value that is costly to find out, and may be somewhat old. */
export interface Refreshed<T> {
  /** The last value; when it is too old, a new one. */
  get(): Promise<T>;
  /** The last value, if there is one; when it is too old it is renewed in the background. */
  latest(): T | undefined;
}

/** Finding out takes at most this part of the time. */
const share = 0.02;

/** A value is too old when it is older than `leastMs`, and than fifty times as long as it took to find out. */
export function createRefreshed<T>(
  look: () => Promise<T>,
  leastMs: number,
  failed: (error: unknown) => void = () => {},
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
  return {
    get: async () => (value === undefined || performance.now() >= dueAt ? renew() : value.is),
    latest: () => {
      if (looking === undefined && performance.now() >= dueAt) renew().catch(failed);
      return value?.is;
    },
  };
}
