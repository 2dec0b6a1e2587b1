import type { BicepStatement } from '../../formats/bicep/index.ts';
import {
  type Budget,
  evaluateExpression,
  type Implementation,
  NULL,
  newBudget,
  type Scope,
  unknown,
  type Value,
} from '../../formats/expressions/index.ts';
import { azureFunctions, type ParameterSet } from '../azure/index.ts';

/** What names mean in one file. */
export interface FileScope {
  readonly file: string;
  readonly declared: ReadonlyMap<string, BicepStatement>;
  readonly given: ParameterSet;
  readonly known: Map<string, Value>;
  readonly scope: Scope;
}

export function fileScope(
  file: string,
  statements: readonly BicepStatement[],
  given: ParameterSet,
  functions: ReadonlyMap<string, Implementation>,
  budget: Budget = newBudget(),
): FileScope {
  const declared = new Map<string, BicepStatement>();
  for (const statement of statements) if (statement.kind !== 'using') declared.set(statement.name, statement);
  const own: FileScope = {
    file,
    declared,
    given,
    known: new Map(),
    scope: {
      file,
      bindings: new Map(),
      reference: (names) => referenced(own, names),
      language: azureFunctions,
      functions,
      budget,
    },
  };
  return own;
}

function referenced(
  own: FileScope,
  names: readonly string[],
): { readonly value: Value; readonly used: number } {
  const [name = ''] = names;
  const statement = own.declared.get(name);
  if (statement === undefined)
    return { value: unknown(`${name} is not declared in this file`), used: names.length };
  if (statement.kind === 'param' || statement.kind === 'var')
    return { value: valueOfDeclared(own, name, statement), used: 1 };
  return { value: unknown(`${names.join('.')} is known only when Azure deploys`), used: names.length };
}

function valueOfDeclared(
  own: FileScope,
  name: string,
  statement: BicepStatement & { readonly kind: 'param' | 'var' },
): Value {
  const given = statement.kind === 'param' ? own.given.get(name.toLowerCase()) : undefined;
  if (given !== undefined) return given;
  const before = own.known.get(name);
  if (before !== undefined) return before;
  own.known.set(name, unknown(`${name} is defined by itself`));
  const value =
    statement.value === undefined
      ? unknown(`parameter ${name} has no default`)
      : evaluateExpression(statement.value, own.scope);
  // A parameter that may be left out is null, and its reader says what stands for it.
  own.known.set(name, value.kind === 'null' && statement.kind === 'param' ? NULL : value);
  return value;
}
