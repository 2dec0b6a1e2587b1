import { createProgress, type ProgressStream } from '../../host/index.ts';
import { formatReference } from '../../image/index.ts';
import type { VerifyPhase, VerifyProgress, VerifyTarget } from '../../verify/index.ts';

export interface ShownProgress extends VerifyProgress {
  /** Takes the line away for good. */
  readonly end: () => void;
}

const phases: Readonly<Record<VerifyPhase, string>> = {
  pull: 'pulled',
  compare: 'compared with their upstreams',
  'pull-again': 'pulled a second time',
};

/** The clock goes on while nothing arrives. Milliseconds. */
const tickMs = 500;

/** How far it is, on one line of a terminal: `3 of 12 images pulled, 48.2 MB, 6.1 MB/s, 8 s: library/nginx:1.27`. Nothing where it is none. */
export function verifyProgress(stream: ProgressStream, now: () => number): ShownProgress {
  const line = createProgress(stream, now);
  const underWay = new Set<VerifyTarget>();
  const begun = now();
  let phase: VerifyPhase = 'pull';
  let total = 0;
  let done = 0;
  let bytes = 0;
  let since = begun;
  const show = (): void => {
    const seconds = (now() - since) / 1_000;
    const amount = bytes === 0 ? '' : `, ${(bytes / 1e6).toFixed(1)} MB, ${rate(bytes, seconds)}`;
    const [first] = underWay;
    const name = first === undefined ? '' : `: ${formatReference(first.reference)}`;
    line.update(`${done} of ${total} images ${phases[phase]}${amount}, ${elapsed(now() - begun)}${name}`);
  };
  const timer = stream.isTTY === true ? setInterval(show, tickMs) : undefined;
  timer?.unref();
  return {
    phase: (next, references) => {
      phase = next;
      total = references;
      done = 0;
      bytes = 0;
      since = now();
      underWay.clear();
      show();
    },
    started: (target) => {
      underWay.add(target);
      show();
    },
    done: (target) => {
      underWay.delete(target);
      done++;
      show();
    },
    bytes: (more) => {
      bytes += more;
      show();
    },
    end: () => {
      clearInterval(timer);
      line.clear();
    },
  };
}

function rate(bytes: number, seconds: number): string {
  return `${(bytes / 1e6 / Math.max(seconds, 0.001)).toFixed(1)} MB/s`;
}

function elapsed(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
