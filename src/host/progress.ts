/** Where a progress line is drawn: standard error, or what a test gives in its place. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly write: (text: string) => unknown;
}

export interface Progress {
  /** Shows the text in place of the one before; at most every 100 ms, and not before 500 ms have passed. */
  readonly update: (text: string) => void;
  /** Takes the line away; to be called before anything else is written to the terminal. */
  readonly clear: () => void;
}

const delay = 500;
const interval = 100;

/** One line that is rewritten in place. Nothing is ever written where the stream is no terminal. */
export function createProgress(stream: ProgressStream, now: () => number): Progress {
  if (stream.isTTY !== true) return { update: () => {}, clear: () => {} };
  let next = now() + delay;
  let shown = false;
  return {
    update: (text) => {
      const time = now();
      if (time < next) return;
      next = time + interval;
      shown = true;
      // One column stays free: a full line makes some terminals wrap, and the next update would leave it behind.
      stream.write(`\r\x1b[K${text.replaceAll(/\s+/g, ' ').slice(0, (stream.columns ?? 80) - 1)}`);
    },
    clear: () => {
      if (shown) stream.write('\r\x1b[K');
      shown = false;
    },
  };
}
