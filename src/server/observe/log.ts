/** One thing that happened. Holds no header, no query and no body, and so no secret. */
export interface LogEntry {
  readonly level: 'info' | 'warn' | 'error';
  /** A word for programs: `request`, `stale`, `fill`, `store`. */
  readonly event: string;
  readonly message?: string;
  readonly [field: string]: string | number | boolean | undefined;
}

export type Log = (entry: LogEntry) => void;

/** Writes entries as JSON lines, the time first. */
export function jsonLog(write: (line: string) => void, now: () => number): Log {
  return (entry) => write(`${JSON.stringify({ time: new Date(now()).toISOString(), ...entry })}\n`);
}
