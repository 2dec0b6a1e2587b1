import type { Token } from '../lexer/token.ts';
import { isSymbol, type Parser } from './state.ts';

/**
 * Goes past an item that could not be read, from its first token on: to the end of the line on which all its brackets are
 * closed, before the closing brace of the body around it, or else to the next block in the first column of a line.
 */
export function skipItem(parser: Parser, first: number): void {
  const { tokens } = parser;
  const failed = parser.index;
  let depth = 0;
  for (let index = first; index < tokens.length; index++) {
    const token = tokens[index] as Token;
    const last = token.kind === 'end-of-text';
    if (index >= failed && (last || (depth <= 0 && isSymbol(token, '}')))) {
      goTo(parser, index);
      return;
    }
    // The block's type may have passed for a key or a variable: what failed is then the token behind it.
    if (index > first && index >= failed - 1 && beginsTopBlock(parser, index)) {
      parser.resync = true;
      goTo(parser, index);
      return;
    }
    depth += opens(token);
    if (depth <= 0 && token.kind === 'newline' && index >= failed - 1) {
      goTo(parser, index + 1);
      return;
    }
  }
}

function goTo(parser: Parser, index: number): void {
  parser.index = index;
  parser.lastEnd = parser.tokens[index - 1]?.end ?? 0;
}

function opens(token: Token): number {
  switch (token.kind) {
    case 'open-quote':
    case 'open-heredoc':
    case 'open-interpolation':
    case 'open-directive':
      return 1;
    case 'close-quote':
    case 'close-heredoc':
    case 'close-sequence':
      return -1;
    case 'invalid':
      // A quoted string that ends with its line.
      return token.text === '\n' ? -1 : 0;
    case 'symbol':
      if (token.text === '{' || token.text === '[' || token.text === '(') return 1;
      return token.text === '}' || token.text === ']' || token.text === ')' ? -1 : 0;
    default:
      return 0;
  }
}

/** Whether the header of a block begins at a token, in the first column of a line. */
export function beginsTopBlock({ tokens, source }: Parser, first: number): boolean {
  const token = tokens[first];
  if (token?.kind !== 'identifier') return false;
  if (token.start > 0 && source.text[token.start - 1] !== '\n') return false;
  for (let index = first + 1; ; index++) {
    const next = tokens[index];
    if (next === undefined) return false;
    if (isSymbol(next, '{')) return true;
    switch (next.kind) {
      case 'identifier':
      case 'open-quote':
      case 'quoted-text':
      case 'close-quote':
        continue;
    }
    return false;
  }
}
