import { endOfSpace, isSpace } from '../characters.ts';
import type { TemplateErrorCode, TokenProblem } from '../errors.ts';
import type { Delimiters } from '../options.ts';
import type { Token, TokenKind } from './token.ts';

/** Splits a text into tokens, one at a time: text and actions have different rules. */
export interface Lexer {
  readonly text: string;
  readonly delimiters: Delimiters;
  readonly comments: boolean;
  /** Whether functions of these names take the place of the keywords. */
  readonly breakIsFunction: boolean;
  readonly continueIsFunction: boolean;
  pos: number;
  insideAction: boolean;
  /** Open parentheses in the current action. */
  parentheses: number;
  /** Set with the error token. */
  problem: TokenProblem | undefined;
}

/** The token from `start` to `end`, where the lexer goes on. */
export function emit(lexer: Lexer, kind: TokenKind, start: number, end: number): Token {
  lexer.pos = end;
  return { kind, start, end };
}

export function emitError(
  lexer: Lexer,
  start: number,
  end: number,
  code: TemplateErrorCode,
  message: string,
): Token {
  lexer.problem = { code, message };
  return emit(lexer, 'error', start, end);
}

/** Goes past the right delimiter at `pos`, and past the white space that its trim marker takes away. */
export function skipRightDelimiter(lexer: Lexer, pos: number): boolean {
  const { text, delimiters } = lexer;
  const marker = rightTrimMarker(lexer, pos);
  if (!marker && !text.startsWith(delimiters.right, pos)) return false;
  const end = pos + (marker ? 2 : 0) + delimiters.right.length;
  lexer.pos = marker ? endOfSpace(text, end) : end;
  return true;
}

/** Whether a right delimiter with a trim marker begins at `pos`, that is with white space and `-`. */
export function rightTrimMarker(lexer: Lexer, pos: number): boolean {
  const { text, delimiters } = lexer;
  return text[pos + 1] === '-' && isSpace(text.charCodeAt(pos)) && text.startsWith(delimiters.right, pos + 2);
}
