import type { Span } from '../../text/span.ts';
import type { Expression } from '../expressions/index.ts';
import type { BicepProblem, BicepStatement } from './types.ts';

export interface Parser {
  readonly text: string;
  at: number;
  depth: number;
  /** Within parentheses line breaks end nothing. */
  open: number;
  readonly problems: BicepProblem[];
  readonly statements: BicepStatement[];
  /** The resource whose body is read, as the type of those within it begins. */
  parent: string | undefined;
  /** Parsers that need each other. */
  readonly expression: (parser: Parser) => Expression | undefined;
  readonly statement: (parser: Parser) => boolean;
}

/** Expressions in expressions. */
export const MAX_DEPTH = 200;

const BLANK = /(?:[ \t\r\uFEFF]|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#(?:disable|restore|pragma)[^\n]*)*/y;
const BLANK_LINES = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|#(?:disable|restore|pragma)[^\n]*)*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;

/** Skips blanks and comments, and line breaks where they end nothing. */
export function skipBlank(parser: Parser, lines: boolean = parser.open > 0): void {
  const pattern = lines ? BLANK_LINES : BLANK;
  pattern.lastIndex = parser.at;
  pattern.test(parser.text);
  parser.at = pattern.lastIndex;
}

/** Takes a mark if it comes next; `lines`: even on a line further down. */
export function accept(parser: Parser, mark: string, lines: boolean = parser.open > 0): boolean {
  const before = parser.at;
  skipBlank(parser, lines);
  if (parser.text.startsWith(mark, parser.at)) {
    parser.at += mark.length;
    return true;
  }
  parser.at = before;
  return false;
}

/** Takes what a sticky pattern matches next. */
export function take(parser: Parser, pattern: RegExp): string | undefined {
  skipBlank(parser);
  pattern.lastIndex = parser.at;
  const match = pattern.exec(parser.text);
  if (match === null) return undefined;
  parser.at = pattern.lastIndex;
  return match[0];
}

export function takeName(parser: Parser): string | undefined {
  return take(parser, NAME);
}

/** Whether a sticky pattern matches what comes next; nothing is taken. */
export function follows(parser: Parser, pattern: RegExp): boolean {
  skipBlank(parser);
  pattern.lastIndex = parser.at;
  return pattern.test(parser.text);
}

export function problem(parser: Parser, message: string, span?: Span): void {
  const place = span ?? { start: parser.at, end: Math.min(parser.at + 1, parser.text.length) };
  parser.problems.push({ message, span: place });
}
