import type { Span } from '../../text/index.ts';
import type { NamedTemplate } from './named-template.ts';

/**
 * - `execution`: what Go's text/template, or a function, refuses. - `refused`: what the chart itself refuses, with `fail` or
 * `required`. - `limit`: the template does more than any real one, and is stopped.
 */
export type TemplateFailureCode = 'execution' | 'refused' | 'limit';

/** A place in the text of a template. */
export interface TemplatePlace {
  readonly template: NamedTemplate;
  readonly span: Span;
}

/** Ends the execution of a template from within; `execute` gives it back as a value. */
export class TemplateFailure extends Error {
  readonly code: TemplateFailureCode;
  /** The template in whose text the span lies. */
  readonly template: NamedTemplate;
  readonly span: Span;
  /** The calls of `include` and `tpl` that led there, innermost first, and what each was. */
  readonly calls: (TemplatePlace & { readonly name: string })[] = [];

  constructor(message: string, template: NamedTemplate, span: Span, code: TemplateFailureCode = 'execution') {
    super(message);
    this.code = code;
    this.template = template;
    this.span = span;
  }
}
