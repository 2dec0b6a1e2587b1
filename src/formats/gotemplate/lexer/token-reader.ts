import { nextToken } from './next-token.ts';
import type { Lexer } from './state.ts';
import type { Token } from './token.ts';

/**
 * Tokens with three of lookahead. `last` is the one that the lexer gave out last, whether or not it has been taken: Go's
 * messages name its line.
 */
export interface TokenReader {
  readonly lexer: Lexer;
  last: Token;
  /** Given back before `last`, and before that. */
  second: Token;
  third: Token;
  /** How many tokens are to be read again. */
  pending: number;
}

const NONE: Token = { kind: 'end-of-text', start: 0, end: 0 };

export function tokenReader(lexer: Lexer): TokenReader {
  return { lexer, last: NONE, second: NONE, third: NONE, pending: 0 };
}

export function next(reader: TokenReader): Token {
  if (reader.pending === 0) {
    reader.last = nextToken(reader.lexer);
    return reader.last;
  }
  reader.pending--;
  if (reader.pending === 0) return reader.last;
  return reader.pending === 1 ? reader.second : reader.third;
}

/** Gives back the token that was read last. */
export function backup(reader: TokenReader): void {
  reader.pending++;
}

/** Gives back the last token and the one before it. */
export function backupTwo(reader: TokenReader, before: Token): void {
  reader.second = before;
  reader.pending = 2;
}

/** Gives back the last token and the two before it, in the order of the text. */
export function backupThree(reader: TokenReader, first: Token, second: Token): void {
  reader.third = first;
  reader.second = second;
  reader.pending = 3;
}

export function peek(reader: TokenReader): Token {
  const token = next(reader);
  reader.pending++;
  return token;
}

export function nextNonSpace(reader: TokenReader): Token {
  let token = next(reader);
  while (token.kind === 'space') token = next(reader);
  return token;
}

export function peekNonSpace(reader: TokenReader): Token {
  const token = nextNonSpace(reader);
  reader.pending++;
  return token;
}
