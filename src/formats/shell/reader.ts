import type { Span } from '../../text/span.ts';
import type { ShellAssignment, ShellStep, ShellWord } from './types.ts';

/** How deep commands stand within commands before they are no longer read. */
export const DEEPEST = 40;

/** A here-document whose body begins on the next line. */
export interface PendingHeredoc {
  readonly delimiter: string;
  readonly chomp: boolean;
  readonly bodies: Span[];
}

export interface Reader {
  readonly text: string;
  at: number;
  depth: number;
  /** How many `if`, `case`, loops and braces are open. */
  blocks: number;
  readonly steps: ShellStep[];
  readonly pending: PendingHeredoc[];
  /** `((` without `))` behind it is looked for once. */
  arithmetic: boolean;
}

/** A command that is being read. */
export interface OpenCommand {
  readonly assignments: ShellAssignment[];
  readonly words: ShellWord[];
  readonly heredocs: Span[];
  readonly conditional: boolean;
}

export function openCommand(conditional: boolean): OpenCommand {
  return { assignments: [], words: [], heredocs: [], conditional };
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

/** The length of a backslash and the line break behind it; 0 where none stands. */
export function continuation(text: string, at: number): number {
  if (text[at] !== '\\') return 0;
  if (text[at + 1] === '\n') return 2;
  return text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 0;
}

/** Behind the `))` of arithmetic that begins with `((` at an offset; undefined where none does. */
export function arithmeticEnd(reader: Reader, at: number): number | undefined {
  if (!reader.arithmetic || !reader.text.startsWith('((', at)) return undefined;
  const close = reader.text.indexOf('))', at);
  if (close === -1) reader.arithmetic = false;
  return close === -1 ? undefined : close + 2;
}
