import type { Span } from '../../text/index.ts';

/**
 * - `execution`: what Go's text/template, or a function, refuses. - `limit`: the template does more than any real one, and is
 * stopped.
 */
export type TemplateFailureCode = 'execution' | 'limit';

/** Ends the execution of a template from within; `execute` gives it back as a value. */
export class TemplateFailure extends Error {
  readonly code: TemplateFailureCode;
  /** The template in whose text the span lies. */
  readonly template: string;
  readonly span: Span;

  constructor(message: string, template: string, span: Span, code: TemplateFailureCode = 'execution') {
    super(message);
    this.code = code;
    this.template = template;
    this.span = span;
  }
}
