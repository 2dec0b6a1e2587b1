import type { Span } from '../../text/span.ts';

/** The character that escapes and that continues lines, as the `escape` directive sets it. */
export type EscapeCharacter = '\\' | '`';

/** Characters of a word that stand side by side in the file. */
export interface Run {
  /** Offset of the first of them in the word's text. */
  readonly offset: number;
  /** Offset of the first of them in the file. */
  readonly start: number;
  readonly length: number;
}

/**
 * A text and where it stands. The text need not be the file's text at the span: continued lines are joined, and
 * quotes around flags are gone. The runs lead from one to the other, character by character.
 */
export interface Word {
  readonly text: string;
  /** From the first character to the end of the last. */
  readonly span: Span;
  readonly runs: readonly Run[];
}

/** `# name=value` at the top of the file. */
export interface Directive {
  readonly name: 'syntax' | 'escape' | 'check';
  readonly value: Word;
  /** The line without its end. */
  readonly span: Span;
}

/** `--name=value` or `--name` between the keyword and the arguments. */
export interface Flag {
  readonly name: string;
  /** Without quotes and escapes; undefined where no `=` stands. */
  readonly value: Word | undefined;
  readonly span: Span;
}

/** A here-document: its body is data, never an instruction. */
export interface Heredoc {
  readonly name: string;
  /** `<<-`: leading tabs are taken off. */
  readonly chomp: boolean;
  /** Whether variables in the body are expanded: the name was not quoted. */
  readonly expand: boolean;
  /** The lines between the instruction and the terminator, with their line ends. */
  readonly body: Span;
}

export interface Instruction {
  /** The keyword in lower case, whether or not there is such an instruction. */
  readonly name: string;
  readonly keyword: Word;
  readonly flags: readonly Flag[];
  /** What follows the flags, without white space around it. */
  readonly rest: Word;
  /**
   * The arguments of FROM, COPY, ADD and ARG; those of COPY and ADD are empty where they are a JSON array. ARG's keep
   * quotes and escapes: they are undone when its value is expanded.
   */
  readonly words: readonly Word[];
  /** The arguments are a JSON array of strings (the exec form). */
  readonly json: boolean;
  /** The instruction that ONBUILD defers; undefined where it is another ONBUILD. */
  readonly trigger: Instruction | undefined;
  readonly heredocs: readonly Heredoc[];
  /** From the keyword to the end of the last line, here-documents included. */
  readonly span: Span;
}

export type DockerfileProblemCode =
  | 'repeated-directive'
  | 'invalid-escape'
  | 'unknown-instruction'
  | 'invalid-arguments'
  | 'invalid-heredoc'
  | 'unterminated-heredoc'
  | 'invalid-trigger';

export interface DockerfileProblem {
  readonly code: DockerfileProblemCode;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly span: Span;
}

export interface Dockerfile {
  readonly escapeCharacter: EscapeCharacter;
  /** In source order. */
  readonly directives: readonly Directive[];
  readonly instructions: readonly Instruction[];
  /** What BuildKit refuses; the instructions hold all that could be read. */
  readonly problems: readonly DockerfileProblem[];
}
