export type TokenKind =
  | 'identifier'
  | 'number'
  | 'newline'
  | 'open-quote'
  | 'close-quote'
  | 'open-heredoc'
  | 'close-heredoc'
  /** Literal text of a quoted string, escapes and all. */
  | 'quoted-text'
  /** Literal text of a heredoc: up to the end of a line, its line break included, or up to a sequence. */
  | 'heredoc-text'
  /** `${` or `${~` */
  | 'open-interpolation'
  /** `%{` or `%{~` */
  | 'open-directive'
  /** `}` or `~}` at the end of either */
  | 'close-sequence'
  | 'symbol'
  /** A character or a pair of them that HCL has no use for; the parser stops at it. */
  | 'invalid'
  | 'end-of-text';

export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** As written; of an `open-heredoc` the first characters, of texts nothing. */
  readonly text: string;
}
