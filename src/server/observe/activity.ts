import { setTimeout as delay } from 'node:timers/promises';

/** The requests that are being answered. */
export interface Activity {
  /** Notes the beginning of one; gives the function that notes its end. */
  begin(): () => void;
  running(): number;
  /** Resolves when no request has run for `quietMs`, or after `longestMs`. */
  quiet(quietMs: number, longestMs: number): Promise<void>;
}

const pollMs = 20;

export function createActivity(): Activity {
  let running = 0;
  let last = Number.NEGATIVE_INFINITY;
  return {
    begin: () => {
      running++;
      let ended = false;
      return () => {
        if (ended) return;
        ended = true;
        running--;
        last = performance.now();
      };
    },
    running: () => running,
    quiet: async (quietMs, longestMs) => {
      const deadline = performance.now() + longestMs;
      for (;;) {
        const now = performance.now();
        if (now >= deadline || (running === 0 && now - last >= quietMs)) return;
        await delay(pollMs);
      }
    },
  };
}
