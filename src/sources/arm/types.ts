import type { Budget, Value } from '../../formats/expressions/index.ts';
import type { YamlNode } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';

/** What expressions in one template mean: its parameters and variables, and what is copied at the moment. */
export interface TemplateScope {
  readonly source: SourceText;
  readonly parameters: ReadonlyMap<string, YamlNode>;
  readonly variables: ReadonlyMap<string, YamlNode>;
  /** Values that whoever deploys it gives to parameters, by their names in small letters. */
  readonly given: ReadonlyMap<string, Value>;
  readonly known: Map<string, Value>;
  /** Which copy is made, by the name of the loop; the one without a name is the innermost. */
  readonly copies: Map<string, number | undefined>;
  readonly budget: Budget;
}
