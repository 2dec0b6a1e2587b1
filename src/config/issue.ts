import type { Location, Span } from '../text/index.ts';

export type ConfigIssueCode =
  | 'syntax'
  | 'empty'
  | 'several-documents'
  | 'unsupported-yaml'
  | 'wrong-type'
  | 'wrong-value'
  | 'unknown-key'
  | 'missing-key'
  | 'duplicate-key'
  | 'invalid-date'
  | 'expired-exemption'
  | 'unknown-variable';

/** Something wrong at a place of a text. */
export interface ConfigIssue {
  readonly code: ConfigIssueCode;
  readonly severity: 'error' | 'warning';
  /** One sentence: what is wrong. */
  readonly message: string;
  /** What to do about it, where that is not plain from the message. */
  readonly hint?: string;
  readonly span: Span;
}

/** An issue with its place as people name it. */
export interface ConfigProblem extends Omit<ConfigIssue, 'span'>, Location {
  /** The configuration file, or the variable (`$PULLTHROUGH_FAIL_ON`). */
  readonly file: string;
}
