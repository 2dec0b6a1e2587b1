import type { SourceText } from '../../text/source-text.ts';
import type { Spot } from '../ci/index.ts';
import type { ExtractContext } from '../source.ts';

/** A node, the condition that template expressions put on it, and what names are worth there. */
export interface Cursor {
  readonly spot: Spot;
  readonly when: string | undefined;
  readonly scope: Scope;
}

/** How the files of one pipeline get at their templates. */
export interface Templates {
  readonly fileAt: ExtractContext['fileAt'];
  /** How many files are around the one that is read. */
  readonly depth: number;
  /** How many more templates are read for one file: each may include two more. */
  readonly budget: { left: number };
  /** The files that were read for the one at hand. */
  readonly loaded: Set<string>;
}

/** What names are worth at one place of a file. */
export interface Scope {
  readonly source: SourceText;
  /** The `parameters` of the file, a list or a map. */
  readonly parameters: Spot | undefined;
  /** What the file that includes this one gives to its parameters. */
  readonly given?: ReadonlyMap<string, Cursor>;
  /** The `variables` around the place, nearest first. */
  readonly variables: readonly Cursor[];
  /** The lists that loops go through, by the loop's variable: an expression, in the scope of the loop. */
  readonly loops: ReadonlyMap<string, { readonly list: string; readonly scope: Scope }>;
  /** How many more values of names are looked at: chains of names can fan out. */
  readonly budget: { left: number };
  readonly templates: Templates;
}

export function withLoop(scope: Scope, name: string, list: string): Scope {
  return { ...scope, loops: new Map(scope.loops).set(name, { list, scope }) };
}

export function withVariables(scope: Scope, variables: Cursor | undefined): Scope {
  return variables === undefined ? scope : { ...scope, variables: [variables, ...scope.variables] };
}
