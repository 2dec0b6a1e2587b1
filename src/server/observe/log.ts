/** One thing that happened. Holds no header, no query and no body, and so no secret. */
export interface LogEntry {
  readonly level: LogLevel;
  /** A word for programs: `request`, `upstream`, `fill`, `store`. */
  readonly event: string;
  readonly message?: string;
  readonly [field: string]: string | number | boolean | undefined;
}

/** `debug`: each exchange with an upstream. `info`: each request, and what the server does. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export type Log = (entry: LogEntry) => void;

const weights: Readonly<Record<LogLevel, number>> = { error: 0, warn: 1, info: 2, debug: 3 };

/** Writes entries of the level and of graver ones as JSON lines, the time first. */
export function jsonLog(write: (line: string) => void, now: () => number, level: LogLevel): Log {
  return (entry) => {
    if (weights[entry.level] > weights[level]) return;
    write(`${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`);
  };
}

/** Milliseconds as the log shows them. */
export function roundedMs(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
