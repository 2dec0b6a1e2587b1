import { goQuote } from '../go-quote.ts';

/** Words with a meaning of their own; `break` and `continue` only where no function has their name. */
export type Keyword =
  | 'block'
  | 'break'
  | 'continue'
  | 'define'
  | 'else'
  | 'end'
  | 'if'
  | 'nil'
  | 'range'
  | 'template'
  | 'with';

export type TokenKind =
  | Keyword
  | 'assign'
  | 'bool'
  | 'character-constant'
  | 'comment'
  | 'complex'
  | 'declare'
  | 'dot'
  | 'end-of-text'
  | 'error'
  | 'field'
  | 'identifier'
  | 'left-delimiter'
  | 'left-parenthesis'
  | 'number'
  | 'pipe'
  | 'punctuation'
  | 'raw-string'
  | 'right-delimiter'
  | 'right-parenthesis'
  | 'space'
  | 'string'
  | 'text'
  | 'variable';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

const keywords: ReadonlyMap<string, Keyword> = new Map(
  (
    ['block', 'break', 'continue', 'define', 'else', 'end', 'if', 'nil', 'range', 'template', 'with'] as const
  ).map((word) => [word, word]),
);

export function keywordOf(word: string): Keyword | undefined {
  return keywords.get(word);
}

/** A token as Go's messages name it: `<range>`, `"}}"`, `"0123456789"...`, `EOF`. Not for error tokens. */
export function describeToken(text: string, token: Token): string {
  if (token.kind === 'end-of-text') return 'EOF';
  // Ten characters take at most 20 code units; the rest only has to be known to be there.
  const value = text.slice(token.start, Math.min(token.end, token.start + 24));
  if (token.kind === 'dot' || keywords.get(value) === token.kind) return `<${value}>`;
  return utf8Length(value) > 10 ? `${goQuote([...value].slice(0, 10).join(''))}...` : goQuote(value);
}

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    length += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
  return length;
}
