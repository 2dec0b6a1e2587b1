import {
  type Budget,
  bind,
  evaluateExpression,
  newBudget,
  type Scope,
  usedAt,
  type Value,
} from '../../formats/expressions/index.ts';
import { parseJinja } from '../../formats/jinja/index.ts';
import {
  fieldsOf,
  parseYaml,
  resolve,
  spanInSource,
  type YamlNode,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { valueOfTree } from '../evaluated/index.ts';
import { filters } from './filters.ts';

/** Where a variable is written. */
interface Definition {
  readonly source: SourceText;
  readonly node: YamlNode;
}

/** What names mean somewhere in a playbook or role. */
export interface Variables {
  readonly definitions: ReadonlyMap<string, Definition>;
  readonly known: Map<string, Value>;
  /** Of loops. */
  readonly bound: ReadonlyMap<string, Value>;
  readonly budget: Budget;
}

/** Variables of several files, the later the stronger. */
export function variablesIn(files: readonly (SourceText | undefined)[]): Variables {
  let variables: Variables = {
    definitions: new Map(),
    known: new Map(),
    bound: new Map(),
    budget: newBudget(),
  };
  for (const source of files) {
    if (source === undefined) continue;
    for (const { root } of parseYaml(source).documents) variables = withVariables(variables, root, source);
  }
  return variables;
}

/** The same with those of a map. */
export function withVariables(
  variables: Variables,
  node: YamlNode | undefined,
  source: SourceText,
): Variables {
  const map = node === undefined ? undefined : resolve(node);
  if (map?.kind !== 'map' || map.entries.length === 0) return variables;
  const definitions = new Map(variables.definitions);
  for (const { key, value } of fieldsOf(map)) definitions.set(key, { source, node: value });
  return { ...variables, definitions, known: new Map() };
}

export function withBound(variables: Variables, name: string, value: Value): Variables {
  return { ...variables, bound: new Map([...variables.bound, [name, value]]), known: new Map() };
}

/** What a node is worth: its texts with their `{{ … }}` evaluated. */
export function valueIn(variables: Variables, node: YamlNode, source: SourceText): Value {
  return valueOfTree(node, { file: source.path, text: (scalar) => textIn(variables, scalar, source) });
}

function textIn(variables: Variables, scalar: YamlScalar, source: SourceText): Value | undefined {
  const expression = parseJinja(scalar.value, (start, end) => spanInSource(source, scalar, { start, end }));
  if (expression === undefined) return undefined;
  const value = evaluateExpression(expression, scopeOf(variables, source.path));
  // A text that is nothing but an expression is used as a whole.
  const alone = expression.kind === 'template' && expression.parts.length === 1;
  return alone ? usedAt(value, { file: source.path, span: scalar.content }) : value;
}

function scopeOf(variables: Variables, file: string): Scope {
  const scope: Scope = {
    file,
    bindings: new Map(),
    language: filters,
    budget: variables.budget,
    reference: ([name = '']) => ({ value: valueOfVariable(variables, name), used: 1 }),
  };
  return variables.bound.size === 0 ? scope : bind(scope, variables.bound);
}

function valueOfVariable(variables: Variables, name: string): Value {
  const before = variables.known.get(name);
  if (before !== undefined) return before;
  const definition = variables.definitions.get(name);
  if (definition === undefined)
    return { kind: 'unknown', unknown: { reason: `variable ${name} has no value here`, fails: true } };
  variables.known.set(name, {
    kind: 'unknown',
    unknown: { reason: `variable ${name} is defined by itself` },
  });
  const value = valueIn(variables, definition.node, definition.source);
  variables.known.set(name, value);
  return value;
}
