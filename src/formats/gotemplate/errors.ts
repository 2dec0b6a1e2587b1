import type { Span } from '../../text/span.ts';

/** Why Go refuses a template; one code for each kind of message of text/template/parse. */
export type TemplateErrorCode =
  | 'unclosed-action'
  | 'unclosed-comment'
  | 'comment-ends-early'
  | 'unclosed-parenthesis'
  | 'unexpected-right-parenthesis'
  | 'unrecognized-character'
  | 'bad-character'
  | 'expected-declaration'
  | 'unterminated-character'
  | 'unterminated-string'
  | 'unterminated-raw-string'
  | 'bad-number'
  | 'integer-overflow'
  | 'invalid-character'
  | 'invalid-string'
  | 'unexpected-token'
  | 'unexpected-end-of-text'
  | 'unexpected-end'
  | 'unexpected-else'
  | 'break-outside-range'
  | 'continue-outside-range'
  | 'missing-value'
  | 'not-executable'
  | 'too-many-declarations'
  | 'range-without-variable'
  | 'field-of-literal'
  | 'undefined-function'
  | 'undefined-variable'
  | 'duplicate-template'
  | 'expression-too-deep'
  | 'blocks-too-deep';

/** The first thing that is wrong with a template: Go stops there. */
export interface TemplateError {
  readonly code: TemplateErrorCode;
  /** In Go's words, without the file and line that Go puts before them. */
  readonly message: string;
  /** What is wrong; empty at the end of the text. */
  readonly span: Span;
  /** Where the span begins: 1-based, the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
  /** The line that Go's message names: that of the last token it has read, which may be one after the span's. */
  readonly goLine: number;
}

/** What is wrong with a single token, before it is known where that stands. */
export interface TokenProblem {
  readonly code: TemplateErrorCode;
  readonly message: string;
}
