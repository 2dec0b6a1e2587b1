import type { Span } from '../../text/index.ts';

/**
 * - `syntax`: not YAML. - `not-a-table`: a document that is neither a map nor empty. - `key`: a key that JSON cannot have.
 * - `scalar`: a scalar that its tag does not fit, or a number that JSON cannot carry. - `too-large`: aliases that multiply.
 */
export interface ValuesError {
  readonly code: 'syntax' | 'not-a-table' | 'key' | 'scalar' | 'too-large';
  /** One sentence. */
  readonly message: string;
  readonly file: string;
  readonly span: Span;
}
