/**
 * Scripts of POSIX shells and Bash, as far as their words matter: simple commands, assignments and the heads of loops, with
 * the exact place of every character. Tolerant: a text that no shell would take gives what can be read of it.
 */
export { parseShell } from './parse.ts';
export type {
  ShellAssignment,
  ShellCommand,
  ShellLoop,
  ShellPart,
  ShellStep,
  ShellVariable,
  ShellWord,
} from './types.ts';
export { literalOf, partsFrom, shapeOf, VARYING } from './word.ts';
