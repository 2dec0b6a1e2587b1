import { endOfSpace, endOfWord, isAlphaNumeric, isDecimalDigit, isSpace, widthOf } from '../characters.ts';
import { goCodePoint } from '../go-quote.ts';
import { lexNumber } from './lex-number.ts';
import { emit, emitError, type Lexer, rightTrimMarker, skipRightDelimiter } from './state.ts';
import { keywordOf, type Token, type TokenKind } from './token.ts';

/** The next token of an action. White space between operands is a token too: it separates them. */
export function lexInsideAction(lexer: Lexer): Token {
  const { text, pos } = lexer;
  const trims = rightTrimMarker(lexer, pos);
  if (trims || text.startsWith(lexer.delimiters.right, pos)) return lexRightDelimiter(lexer, trims);
  const code = text.charCodeAt(pos);
  if (isSpace(code)) return lexSpace(lexer);
  switch (text[pos]) {
    case undefined:
      return emitError(lexer, pos, pos, 'unclosed-action', 'unclosed action');
    case '.':
      // A point at the end of the text goes the way of a number, as in Go.
      if (pos + 1 < text.length && !isDecimalDigit(text.charCodeAt(pos + 1))) return lexName(lexer, 'field');
      return lexNumber(lexer);
    case '$':
      return lexName(lexer, 'variable');
    case '"':
      return lexQuoted(lexer, '"');
    case "'":
      return lexQuoted(lexer, "'");
    case '`':
      return lexRawString(lexer);
    case '|':
      return emit(lexer, 'pipe', pos, pos + 1);
    case '(':
      lexer.parentheses++;
      return emit(lexer, 'left-parenthesis', pos, pos + 1);
    case ')':
      return lexRightParenthesis(lexer);
    case '=':
      return emit(lexer, 'assign', pos, pos + 1);
    case ':':
      if (text[pos + 1] === '=') return emit(lexer, 'declare', pos, pos + 2);
      return emitError(lexer, pos, pos + 1, 'expected-declaration', 'expected :=');
    case '+':
    case '-':
      return lexNumber(lexer);
  }
  if (isDecimalDigit(code)) return lexNumber(lexer);
  return lexOther(lexer);
}

function lexOther(lexer: Lexer): Token {
  const { text, pos } = lexer;
  const codePoint = text.codePointAt(pos) ?? 0;
  if (isAlphaNumeric(codePoint)) return lexWord(lexer);
  if (codePoint > 0x20 && codePoint < 0x7f) return emit(lexer, 'punctuation', pos, pos + 1);
  const message = `unrecognized character in action: ${goCodePoint(codePoint)}`;
  return emitError(lexer, pos, pos + widthOf(codePoint), 'unrecognized-character', message);
}

function lexRightDelimiter(lexer: Lexer, trims: boolean): Token {
  const { pos, delimiters } = lexer;
  const start = trims ? pos + 2 : pos;
  const end = start + delimiters.right.length;
  if (lexer.parentheses > 0) {
    return emitError(lexer, pos, end, 'unclosed-parenthesis', 'unclosed left paren');
  }
  lexer.insideAction = false;
  skipRightDelimiter(lexer, pos);
  return { kind: 'right-delimiter', start, end };
}

/** The last blank of a run belongs to the trim marker that follows it. */
function lexSpace(lexer: Lexer): Token {
  const { text, pos } = lexer;
  const end = endOfSpace(text, pos);
  return emit(lexer, 'space', pos, rightTrimMarker(lexer, end - 1) ? end - 1 : end);
}

function lexRightParenthesis(lexer: Lexer): Token {
  const { pos } = lexer;
  lexer.parentheses--;
  if (lexer.parentheses >= 0) return emit(lexer, 'right-parenthesis', pos, pos + 1);
  return emitError(lexer, pos, pos + 1, 'unexpected-right-parenthesis', 'unexpected right paren');
}

/** `.name`, `$name`, or the sign alone. */
function lexName(lexer: Lexer, kind: 'field' | 'variable'): Token {
  const { text, pos } = lexer;
  if (isTerminator(lexer, pos + 1)) return emit(lexer, kind === 'field' ? 'dot' : kind, pos, pos + 1);
  const end = endOfWord(text, pos + 1);
  return isTerminator(lexer, end) ? emit(lexer, kind, pos, end) : emitBadCharacter(lexer, end);
}

function lexWord(lexer: Lexer): Token {
  const { text, pos } = lexer;
  const end = endOfWord(text, pos);
  if (!isTerminator(lexer, end)) return emitBadCharacter(lexer, end);
  return emit(lexer, kindOfWord(lexer, text.slice(pos, end)), pos, end);
}

function kindOfWord(lexer: Lexer, word: string): TokenKind {
  const keyword = keywordOf(word);
  if (keyword === undefined) return word === 'true' || word === 'false' ? 'bool' : 'identifier';
  if (keyword === 'break' && lexer.breakIsFunction) return 'identifier';
  if (keyword === 'continue' && lexer.continueIsFunction) return 'identifier';
  return keyword;
}

/** Whether what follows a name may follow it: `$x+2` and `a"b"` need a space. */
function isTerminator(lexer: Lexer, pos: number): boolean {
  const { text } = lexer;
  if (isSpace(text.charCodeAt(pos))) return true;
  switch (text[pos]) {
    case undefined:
    case '.':
    case ',':
    case '|':
    case ':':
    case ')':
    case '(':
      return true;
  }
  return text.startsWith(lexer.delimiters.right, pos);
}

function emitBadCharacter(lexer: Lexer, at: number): Token {
  const codePoint = lexer.text.codePointAt(at) ?? 0;
  const message = `bad character ${goCodePoint(codePoint)}`;
  return emitError(lexer, lexer.pos, at + widthOf(codePoint), 'bad-character', message);
}

/** A string or character constant; whether its escapes are right is seen when it is decoded. */
function lexQuoted(lexer: Lexer, quote: '"' | "'"): Token {
  const { text, pos } = lexer;
  let end = pos + 1;
  for (;;) {
    const character = text[end];
    if (character === undefined || character === '\n') break;
    end++;
    if (character === quote) return emit(lexer, quote === '"' ? 'string' : 'character-constant', pos, end);
    if (character === '\\') {
      if (end >= text.length || text[end] === '\n') break;
      end++;
    }
  }
  if (quote === '"') return emitError(lexer, pos, end, 'unterminated-string', 'unterminated quoted string');
  return emitError(lexer, pos, end, 'unterminated-character', 'unterminated character constant');
}

function lexRawString(lexer: Lexer): Token {
  const { text, pos } = lexer;
  const close = text.indexOf('`', pos + 1);
  if (close !== -1) return emit(lexer, 'raw-string', pos, close + 1);
  return emitError(lexer, pos, text.length, 'unterminated-raw-string', 'unterminated raw quoted string');
}
