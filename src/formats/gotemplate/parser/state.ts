import { positionAt, type SourceText } from '../../../text/source-text.ts';
import type { Span } from '../../../text/span.ts';
import type { TemplateError, TemplateErrorCode } from '../errors.ts';
import { describeToken, type Token } from '../lexer/token.ts';
import { nextNonSpace, type TokenReader } from '../lexer/token-reader.ts';
import type { CommandNode, Operand } from '../types.ts';
import { createScope, type Scope } from './scope.ts';

/**
 * What the parts of the parser share. A part that fails sets `error` and returns `undefined`; whoever called it does the
 * same at once.
 */
export interface Parser {
  readonly source: SourceText;
  readonly name: string;
  readonly tokens: TokenReader;
  readonly functions: ReadonlySet<string> | 'any';
  readonly maxParentheses: number;
  /** Of the commands that are being read, innermost last: a command takes its own when it ends. */
  readonly operands: Operand[];
  /** Of the pipelines that are being read, likewise. */
  readonly commands: CommandNode[];
  scope: Scope;
  /** How many `range` bodies of the current template are open. */
  ranges: number;
  /** Where the action that is being read begins; undefined where Go's messages do not name its line. */
  actionStart: number | undefined;
  error: TemplateError | undefined;
}

export function createParser(
  source: SourceText,
  name: string,
  tokens: TokenReader,
  functions: ReadonlySet<string> | 'any',
  maxParentheses: number,
): Parser {
  return {
    source,
    name,
    tokens,
    functions,
    maxParentheses,
    operands: [],
    commands: [],
    scope: createScope(),
    ranges: 0,
    actionStart: undefined,
    error: undefined,
  };
}

/** Notes what is wrong, unless something was wrong before. */
export function fail(
  parser: Parser,
  code: TemplateErrorCode,
  message: string,
  span: Span,
  lastToken: Token = parser.tokens.last,
): undefined {
  if (parser.error !== undefined) return undefined;
  const { line, column } = positionAt(parser.source, span.start);
  const goLine = goLineAt(parser.source.text, lastToken.start);
  parser.error = { code, message, span: spanOf(span.start, span.end), line, column, goLine };
  return undefined;
}

/** Complains about a token that may not stand where it does, or passes on what the lexer found. */
export function unexpected(parser: Parser, token: Token, context: string): undefined {
  const { text } = parser.source;
  const { problem } = parser.tokens.lexer;
  if (token.kind !== 'error' || problem === undefined) {
    const message = `unexpected ${describeToken(text, token)} in ${context}`;
    return fail(parser, 'unexpected-token', message, token);
  }
  const message = `${problem.message}${actionNote(parser, token, problem.message)}`;
  return fail(parser, problem.code, message, token);
}

/** Takes the next token, white space aside. It must be of this kind. */
export function expect(parser: Parser, kind: Token['kind'], context: string): Token | undefined {
  const token = nextNonSpace(parser.tokens);
  return token.kind === kind ? token : unexpected(parser, token, context);
}

export function spanOf(start: number, end: number): Span {
  return { start, end };
}

/** Where the action began, if that is on another line. */
function actionNote(parser: Parser, token: Token, message: string): string {
  if (parser.actionStart === undefined) return '';
  const { text } = parser.source;
  const line = goLineAt(text, parser.actionStart);
  if (line === goLineAt(text, token.start)) return '';
  const started = `started at ${parser.name}:${line}`;
  return message.endsWith(' action') ? ` ${started}` : ` in action ${started}`;
}

/** Lines as Go counts them: a lone CR ends none. */
function goLineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}
