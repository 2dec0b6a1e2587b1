import type { Span } from '../../text/span.ts';
import type { Expression } from '../expressions/index.ts';

/** Bicep as far as values go: what is declared, and what it is declared to be. Types, outputs and functions are left out. */
export interface BicepFile {
  /** In source order, those within resources behind the resource. */
  readonly statements: readonly BicepStatement[];
  /** What could not be read; the statements hold all that could. */
  readonly problems: readonly BicepProblem[];
}

export type BicepStatement = BicepParameter | BicepVariable | BicepDeployed | BicepUsing;

/** `param name type = default`; in a file of parameters `param name = value`. */
export interface BicepParameter {
  readonly kind: 'param';
  readonly span: Span;
  readonly name: string;
  readonly value: Expression | undefined;
}

export interface BicepVariable {
  readonly kind: 'var';
  readonly span: Span;
  readonly name: string;
  readonly value: Expression;
}

/** `resource name 'type@version' = …` or `module name 'path' = …` */
export interface BicepDeployed {
  readonly kind: 'resource' | 'module';
  readonly span: Span;
  readonly name: string;
  /** The type with its version, a nested one's below that of the resource around it; of a module its path. */
  readonly type: string;
  readonly existing: boolean;
  /** Of `if (…) { … }`. */
  readonly condition: Expression | undefined;
  /** An object, or a loop over objects. */
  readonly value: Expression;
}

/** What a file of parameters is for: `using './main.bicep'`. */
export interface BicepUsing {
  readonly kind: 'using';
  readonly span: Span;
  readonly path: string;
}

export interface BicepProblem {
  /** One sentence: what is wrong. */
  readonly message: string;
  readonly span: Span;
}
