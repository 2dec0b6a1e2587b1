import { isAlphaNumeric, widthOf } from '../characters.ts';
import { goQuote } from '../go-quote.ts';
import { emit, emitError, type Lexer } from './state.ts';
import type { Token } from './token.ts';

const decimal = /[+-]?[0-9_]*(?:\.[0-9_]*)?(?:[eE][+-]?[0-9_]*)?i?/y;
const hexadecimal = /[+-]?0[xX][0-9a-fA-F_]*(?:\.[0-9a-fA-F_]*)?(?:[pP][+-]?[0-9_]*)?i?/y;
const octal = /[+-]?0[oO][0-7_]*(?:\.[0-7_]*)?i?/y;
const binary = /[+-]?0[bB][01_]*(?:\.[01_]*)?i?/y;

/**
 * A number, or two of which the second is imaginary: `1+2i`. Not every such token is one: `.`, `089` and `0x0.2` are
 * refused when their value is read.
 */
export function lexNumber(lexer: Lexer): Token {
  const { text, pos } = lexer;
  let end = scanNumber(text, pos);
  if (!isFollowed(text, end)) {
    if (text[end] !== '+' && text[end] !== '-') return emit(lexer, 'number', pos, end);
    end = scanNumber(text, end);
    if (!isFollowed(text, end) && text[end - 1] === 'i') return emit(lexer, 'complex', pos, end);
  }
  if (isFollowed(text, end)) end += widthOf(text.codePointAt(end) ?? 0);
  return emitError(lexer, pos, end, 'bad-number', `bad number syntax: ${goQuote(text.slice(pos, end))}`);
}

function scanNumber(text: string, pos: number): number {
  const sign = text[pos] === '+' || text[pos] === '-' ? 1 : 0;
  const pattern = text[pos + sign] === '0' ? patternOf(text[pos + sign + 1]) : decimal;
  pattern.lastIndex = pos;
  return pattern.test(text) ? pattern.lastIndex : pos;
}

function patternOf(prefix: string | undefined): RegExp {
  switch (prefix) {
    case 'x':
    case 'X':
      return hexadecimal;
    case 'o':
    case 'O':
      return octal;
    case 'b':
    case 'B':
      return binary;
    default:
      return decimal;
  }
}

function isFollowed(text: string, end: number): boolean {
  const codePoint = text.codePointAt(end);
  return codePoint !== undefined && isAlphaNumeric(codePoint);
}
