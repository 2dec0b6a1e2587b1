import { isSpace } from '../characters.ts';
import { emit, emitError, type Lexer, skipRightDelimiter } from './state.ts';
import type { Token } from './token.ts';

/** Text up to the next action or comment, or, where none is left, the delimiter or the comment. */
export function lexText(lexer: Lexer): Token {
  const { text, delimiters } = lexer;
  for (;;) {
    const start = lexer.pos;
    const delimiter = text.indexOf(delimiters.left, start);
    if (delimiter === -1)
      return emit(lexer, start < text.length ? 'text' : 'end-of-text', start, text.length);

    const afterDelimiter = delimiter + delimiters.left.length;
    const trims = text[afterDelimiter] === '-' && isSpace(text.charCodeAt(afterDelimiter + 1));
    const end = trims ? startOfSpace(text, start, delimiter) : delimiter;
    lexer.pos = delimiter;
    if (end > start) return { kind: 'text', start, end };

    const inner = trims ? afterDelimiter + 2 : afterDelimiter;
    if (!text.startsWith('/*', inner)) {
      lexer.insideAction = true;
      lexer.parentheses = 0;
      lexer.pos = inner;
      return { kind: 'left-delimiter', start: delimiter, end: afterDelimiter };
    }
    const comment = lexComment(lexer, inner);
    if (lexer.comments || comment.kind === 'error') return comment;
  }
}

function lexComment(lexer: Lexer, start: number): Token {
  const { text } = lexer;
  const close = text.indexOf('*/', start + 2);
  if (close === -1) return emitError(lexer, start, text.length, 'unclosed-comment', 'unclosed comment');
  const end = close + 2;
  if (!skipRightDelimiter(lexer, end)) {
    return emitError(lexer, start, end, 'comment-ends-early', 'comment ends before closing delimiter');
  }
  return { kind: 'comment', start, end };
}

function startOfSpace(text: string, start: number, end: number): number {
  let pos = end;
  while (pos > start && isSpace(text.charCodeAt(pos - 1))) pos--;
  return pos;
}
