/** Something that many wait for and that happens again and again. */
export interface Signal {
  /** Resolves when `notify` is called next. */
  next(): Promise<void>;
  notify(): void;
}

export function createSignal(): Signal {
  let waiting: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;
  return {
    next: () => {
      if (waiting === undefined) {
        let resolve: () => void = () => {};
        const promise = new Promise<void>((done) => {
          resolve = done;
        });
        waiting = { promise, resolve };
      }
      return waiting.promise;
    },
    notify: () => {
      const { resolve } = waiting ?? {};
      waiting = undefined;
      resolve?.();
    },
  };
}
