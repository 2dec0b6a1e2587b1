import type { GroovyTokens } from '../../formats/groovy/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { type Bindings, bindingsOf } from './bindings.ts';
import { stretchOf } from './stretch.ts';

/** What one file is read with. */
export interface Script {
  readonly source: SourceText;
  readonly tokens: GroovyTokens;
  readonly bindings: Bindings;
  /** How many more values of names are looked at: chains of names can fan out. */
  readonly budget: { left: number };
}

/** Names that are looked up; more are never needed. */
const MOST_VALUES = 20_000;

export function scriptOf(source: SourceText): Script {
  const { tokens } = stretchOf(source);
  return { source, tokens, bindings: bindingsOf(tokens), budget: { left: MOST_VALUES } };
}
