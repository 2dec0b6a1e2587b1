import type { GroovyTokens } from '../../formats/groovy/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Bindings } from './bindings.ts';

/** What one file is read with. */
export interface Script {
  readonly source: SourceText;
  readonly tokens: GroovyTokens;
  readonly bindings: Bindings;
  /** How many more values of names are looked at: chains of names can fan out. */
  readonly budget: { left: number };
}
