import { lexInsideAction } from './lex-action.ts';
import { lexText } from './lex-text.ts';
import type { Lexer } from './state.ts';
import type { Token } from './token.ts';

/** The next token of the text; none may be asked for after an error. */
export function nextToken(lexer: Lexer): Token {
  return lexer.insideAction ? lexInsideAction(lexer) : lexText(lexer);
}
