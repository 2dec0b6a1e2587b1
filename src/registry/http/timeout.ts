/** A time limit that is running. */
export interface Timeout {
  /** Begins anew. */
  restart(): void;
  stop(): void;
}

/** A limit is counted in so many parts. */
const parts = 8;

/**
 * Calls `expired` once so many milliseconds have gone by in which this process ran. A process that was held up (a loaded
 * machine, a paused virtual one) finds its timers due before it has looked at what arrived meanwhile, and would blame the other
 * side. Counted in parts, one hold-up takes one part, however long it was.
 */
export function startTimeout(milliseconds: number, expired: () => void): Timeout {
  let left = parts;
  const timer = setInterval(() => {
    left--;
    if (left > 0) return;
    expired();
    // It may have begun anew.
    if (left <= 0) clearInterval(timer);
  }, milliseconds / parts).unref();
  return {
    restart: () => {
      left = parts;
      timer.refresh();
    },
    stop: () => clearInterval(timer),
  };
}
