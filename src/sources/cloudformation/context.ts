import type { Value } from '../../formats/expressions/index.ts';
import type { SourceText } from '../../text/source-text.ts';

/** What functions of a template refer to. */
export interface TemplateContext {
  readonly source: SourceText;
  /** The value of a parameter, of a pseudo parameter or of a resource. */
  readonly reference: (name: string) => Value;
  readonly mappings: () => Value;
}
