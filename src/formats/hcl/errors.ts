import type { Span } from '../../text/span.ts';

/** What can be wrong with a text in HCL's native syntax. */
export type HclProblemCode =
  | 'invalid-character'
  | 'unsupported-operator'
  | 'multi-line-string'
  | 'unterminated-string'
  | 'unterminated-heredoc'
  | 'invalid-escape'
  | 'invalid-number'
  | 'expected-item'
  | 'invalid-block'
  | 'unclosed-block'
  | 'missing-newline'
  | 'duplicate-attribute'
  | 'expected-expression'
  | 'unclosed-parenthesis'
  | 'unclosed-bracket'
  | 'unclosed-brace'
  | 'unclosed-interpolation'
  | 'missing-separator'
  | 'invalid-conditional'
  | 'invalid-access'
  | 'invalid-call'
  | 'invalid-for'
  | 'invalid-directive'
  | 'template-in-label'
  | 'too-deep';

/** Something that could not be read; the rest of the file was. */
export interface HclProblem {
  readonly code: HclProblemCode;
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly span: Span;
  /** Where the span begins: 1-based, the column in UTF-16 code units. */
  readonly line: number;
  readonly column: number;
}
