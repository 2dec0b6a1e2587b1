import { positionAt, type SourceText } from '../../../text/source-text.ts';
import type { Span } from '../../../text/span.ts';
import type { HclProblem, HclProblemCode } from '../errors.ts';
import type { Token, TokenKind } from '../lexer/token.ts';
import type { HclExpression, HclTemplate } from '../types.ts';

/** Past this many a text is not HCL at all. */
const MAX_PROBLEMS = 100;

/** Nested deeper than anybody writes, and well within the stack. */
export const MAX_DEPTH = 250;

/**
 * The tokens of a text and how far they are read. A function that reads a piece gives `undefined` where it could not,
 * and has then said why: what called it stops as well, up to the item of a body, where reading goes on.
 */
export interface Parser {
  readonly source: SourceText;
  readonly tokens: readonly Token[];
  readonly problems: HclProblem[];
  /** Index of the next token. */
  index: number;
  /** The end of the token that was read last. */
  lastEnd: number;
  /** Whether line breaks mean something: not between parentheses and brackets. */
  newlines: boolean;
  depth: number;
  /** Whether a block that begins in a line's first column ends all blocks that are open: for files that close one too few. */
  readonly columns: boolean;
  /** Set while reading goes on at a block in the first column: what is open ends there. */
  resync: boolean;
  /** Expressions hold templates, templates expressions. */
  readonly expression: (parser: Parser) => HclExpression | undefined;
  readonly template: (parser: Parser, open: Token) => HclTemplate | undefined;
}

const END: Token = { kind: 'end-of-text', start: 0, end: 0, text: '' };

function nextIndex(parser: Parser): number {
  const { tokens, newlines } = parser;
  let { index } = parser;
  while (!newlines && tokens[index]?.kind === 'newline') index++;
  return index;
}

export function peek(parser: Parser): Token {
  return parser.tokens[nextIndex(parser)] ?? parser.tokens.at(-1) ?? END;
}

/** The next token; at the end of the text that one again and again. */
export function read(parser: Parser): Token {
  const index = nextIndex(parser);
  const token = parser.tokens[index] ?? parser.tokens.at(-1) ?? END;
  parser.index = Math.min(index + 1, parser.tokens.length - 1);
  parser.lastEnd = token.end;
  return token;
}

/** Takes the next token if it is this symbol. */
export function accept(parser: Parser, symbol: string): Token | undefined {
  return isSymbol(peek(parser), symbol) ? read(parser) : undefined;
}

/** Takes the next token if it is of this kind. */
export function acceptKind(parser: Parser, kind: TokenKind): Token | undefined {
  return peek(parser).kind === kind ? read(parser) : undefined;
}

/** Takes the next token if it is this word, where words have a meaning. */
export function acceptWord(parser: Parser, word: string): Token | undefined {
  const token = peek(parser);
  return token.kind === 'identifier' && token.text === word ? read(parser) : undefined;
}

export function isSymbol(token: Token, symbol: string): boolean {
  return token.kind === 'symbol' && token.text === symbol;
}

export function spanFrom({ lastEnd }: Parser, start: number): Span {
  return { start, end: Math.max(start, lastEnd) };
}

/** Reads with line breaks meaning something, or not, and then as before. */
export function withNewlines<T>(parser: Parser, newlines: boolean, body: () => T): T {
  const before = parser.newlines;
  parser.newlines = newlines;
  const result = body();
  parser.newlines = before;
  return result;
}

/** Reads one level deeper. */
export function deeper<T>(parser: Parser, body: () => T | undefined): T | undefined {
  if (parser.depth >= MAX_DEPTH)
    return fail(parser, 'too-deep', 'it is nested too deeply to be read', peek(parser));
  parser.depth++;
  const result = body();
  parser.depth--;
  return result;
}

export function report(parser: Parser, code: HclProblemCode, message: string, { start, end }: Span): void {
  if (parser.problems.length >= MAX_PROBLEMS) return;
  const span = { start, end };
  parser.problems.push({ code, message, span, ...positionAt(parser.source, start) });
}

export function fail(parser: Parser, code: HclProblemCode, message: string, at: Span): undefined {
  report(parser, code, message, at);
  return undefined;
}

/** Fails at a token that is not what has to stand there; a token that can stand nowhere has a message of its own. */
export function unexpected(parser: Parser, token: Token, code: HclProblemCode, message: string): undefined {
  if (token.kind !== 'invalid') return fail(parser, code, message, token);
  const { text } = token;
  if (text === '\n')
    return fail(
      parser,
      'multi-line-string',
      'a quoted string ends with its line: write \\n, or a heredoc',
      token,
    );
  if (text === '&' || text === '|' || text === '^' || text === '~')
    return fail(parser, 'unsupported-operator', `HCL has no operator ${text}`, token);
  if (text === "'") return fail(parser, 'invalid-character', 'strings stand in double quotes', token);
  return fail(parser, 'invalid-character', `${text} means nothing in HCL`, token);
}
