import { isArmExpression, parseArmExpression } from '../../formats/arm/index.ts';
import {
  type Budget,
  evaluateExpression,
  type Implementation,
  knownText,
  newBudget,
  number,
  type Scope,
  text,
  unknown,
  usedAt,
  type Value,
} from '../../formats/expressions/index.ts';
import {
  at,
  fieldsOf,
  spanInSource,
  type YamlMap,
  type YamlNode,
  type YamlScalar,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import { azureFunctions } from '../azure/index.ts';
import { valueOfTree } from '../evaluated/index.ts';
import { copiesOf } from './copies.ts';
import type { TemplateScope } from './types.ts';

export function templateScope(
  source: SourceText,
  template: YamlNode,
  given: ReadonlyMap<string, Value>,
  budget: Budget = newBudget(),
): TemplateScope {
  return {
    source,
    parameters: byName(at(template, ['parameters'])),
    variables: byName(at(template, ['variables'])),
    given,
    known: new Map(),
    copies: new Map(),
    budget,
  };
}

function byName(node: YamlValue | undefined): ReadonlyMap<string, YamlNode> {
  const fields = node?.kind === 'map' ? fieldsOf(node) : [];
  return new Map(fields.map(({ key, value }) => [key.toLowerCase(), value]));
}

/** What a node of the template is worth: its strings evaluated, its loops unrolled. */
export function valueIn(scope: TemplateScope, node: YamlNode): Value {
  return valueOfTree(node, {
    file: scope.source.path,
    text: (scalar) => textIn(scope, scalar),
    node: (map, convert) => (map.kind === 'map' ? copiesOf(scope, map, convert) : undefined),
  });
}

export function textIn(scope: TemplateScope, scalar: YamlScalar): Value | undefined {
  const { source } = scope;
  if (!isArmExpression(scalar.value)) return undefined;
  const use = { file: source.path, span: scalar.content };
  const expression = parseArmExpression(scalar.value, (start, end) =>
    spanInSource(source, scalar, { start, end }),
  );
  if (expression === undefined) return text(scalar.value, use);
  return usedAt(evaluateExpression(expression, expressionScope(scope)), use);
}

function expressionScope(scope: TemplateScope): Scope {
  const functions: ReadonlyMap<string, Implementation> = new Map<string, Implementation>([
    ['copyIndex', (args) => copyIndex(scope, args)],
    ['copyindex', (args) => copyIndex(scope, args)],
    ['parameters', () => unknown('a parameter is looked up by a name that is computed')],
    ['variables', () => unknown('a variable is looked up by a name that is computed')],
  ]);
  return {
    file: scope.source.path,
    bindings: new Map(),
    reference: (names) => referenced(scope, names),
    language: azureFunctions,
    functions,
    budget: scope.budget,
  };
}

function copyIndex(scope: TemplateScope, args: readonly Value[]): Value {
  const [first, second] = args.map((value) => knownText(value) ?? '');
  const named = first !== undefined && !/^-?\d+$/.test(first);
  const index = scope.copies.get(named ? first.toLowerCase() : '');
  const offset = Number((named ? second : first) ?? 0);
  return index === undefined ? unknown('copyIndex() differs between the copies') : number(index + offset);
}

function referenced(
  scope: TemplateScope,
  [kind = '', name = '']: readonly string[],
): { readonly value: Value; readonly used: number } {
  const key = `${kind}.${name.toLowerCase()}`;
  const before = scope.known.get(key);
  if (before !== undefined) return { value: before, used: 2 };
  scope.known.set(key, unknown(`${kind}('${name}') is defined by itself`));
  const value = kind === 'parameters' ? parameter(scope, name) : variable(scope, name);
  scope.known.set(key, value);
  return { value, used: 2 };
}

function parameter(scope: TemplateScope, name: string): Value {
  const given = scope.given.get(name.toLowerCase());
  if (given !== undefined) return given;
  const declared = scope.parameters.get(name.toLowerCase());
  if (declared === undefined) return unknown(`parameter ${name} is not declared`);
  const standard = at(declared, ['defaultValue']);
  return standard === undefined ? unknown(`parameter ${name} has no default`) : valueIn(scope, standard);
}

function variable(scope: TemplateScope, name: string): Value {
  const node = scope.variables.get(name.toLowerCase()) ?? copiedVariable(scope, name);
  return node === undefined ? unknown(`variable ${name} is not defined`) : valueIn(scope, node);
}

/** A variable that is a list which a loop makes: its loop alone, as an object would have it. */
function copiedVariable(scope: TemplateScope, name: string): YamlNode | undefined {
  const loops = scope.variables.get('copy');
  if (loops?.kind !== 'seq') return undefined;
  return loops.items.find((loop): loop is YamlMap => {
    const own = at(loop, ['name']);
    return own?.kind === 'scalar' && own.value.toLowerCase() === name.toLowerCase();
  });
}
