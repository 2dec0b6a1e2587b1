import type { TemplateTree } from '../../formats/gotemplate/index.ts';
import type { SourceText } from '../../text/index.ts';

/** A template of a set. */
export interface NamedTemplate {
  readonly name: string;
  readonly tree: TemplateTree;
  /** The text in which it is defined, under the name that messages give it. */
  readonly source: SourceText;
}
