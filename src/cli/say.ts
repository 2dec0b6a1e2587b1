import { printable } from '../report/index.ts';

/** A line on standard error. Names and texts out of files are shown in it, never obeyed by the terminal. */
export function say(line: string): void {
  process.stderr.write(`${printable(line)}\n`);
}
