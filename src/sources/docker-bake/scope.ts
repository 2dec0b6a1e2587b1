import {
  bind,
  evaluate,
  type HclBlock,
  type HclBody,
  type HclExpression,
  knownText,
  newBudget,
  type Scope,
  text,
  unknown,
  type Value,
} from '../../formats/hcl/index.ts';

/** Where a variable's value stands. */
export interface Definition {
  readonly file: string;
  /** Undefined for a variable without a default. */
  readonly expression: HclExpression | undefined;
}

/** Beside those of HCL: Bake has those of go-cty, by their names there (buildx, `bake/hclparser/stdlib.go`). */
const functions: ReadonlyMap<string, (args: readonly Value[]) => Value> = new Map([
  ['equal', ([a, b]) => compared(a, b, false)],
  ['notequal', ([a, b]) => compared(a, b, true)],
  ['replace', replaced],
]);

function compared(a: Value | undefined, b: Value | undefined, negated: boolean): Value {
  const left = a === undefined ? undefined : knownText(a);
  const right = b === undefined ? undefined : knownText(b);
  if (left === undefined || right === undefined) return unknown('what is compared is not known');
  return { kind: 'bool', value: (left === right) !== negated, place: undefined, use: undefined };
}

function replaced(args: readonly Value[]): Value {
  const [value, search, by] = args.map((arg) => knownText(arg));
  if (value === undefined || search === undefined || by === undefined || search === '')
    return unknown('what is replaced is not known');
  return value.includes(search) ? text(value.replaceAll(search, by)) : (args[0] ?? text(value));
}

/** What names mean in a file of Bake's: variables, with their defaults, and functions that the files define. */
export function bakeScope(
  file: string,
  variables: ReadonlyMap<string, Definition>,
  defined: readonly HclBlock[],
): Scope {
  const known = new Map<string, Value>();
  const budget = newBudget();
  const scopeOf = (path: string): Scope => ({
    file: path,
    bindings: new Map(),
    reference: ([name = '']) => ({ value: variable(name), used: 1 }),
    functions: own,
    budget,
  });
  const own = new Map(functions);
  for (const block of defined) {
    const [label] = block.labels;
    if (label !== undefined) own.set(label.value, functionOf(block, scopeOf(file)));
  }
  return scopeOf(file);

  function variable(name: string): Value {
    const before = known.get(name);
    if (before !== undefined) return before;
    const definition = variables.get(name);
    if (definition === undefined) return unknown(`variable ${name} is not defined here`);
    if (definition.expression === undefined) return unknown(`variable ${name} has no default`);
    known.set(name, unknown(`variable ${name} is defined by itself`));
    const value = evaluate(definition.expression, scopeOf(definition.file));
    known.set(name, value);
    return value;
  }
}

/** `function "tag" { params = [name], result = "a/${name}" }`. */
function functionOf({ body }: HclBlock, scope: Scope): (args: readonly Value[]) => Value {
  const result = attributeOf(body, 'result');
  const params = attributeOf(body, 'params');
  const names = params?.kind === 'tuple' ? params.items.map(nameOf) : [];
  return (args) => {
    if (result === undefined) return unknown('the function has no result');
    return evaluate(
      result,
      bind(
        scope,
        names.map((name, index) => [name, args[index] ?? unknown(`${name} is not given`)] as const),
      ),
    );
  };
}

/** A parameter stands as a name, or in quotes. */
function nameOf(expression: HclExpression): string {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind !== 'template') return '';
  return expression.parts.map((part) => (part.kind === 'text' ? part.value : '')).join('');
}

export function attributeOf(body: HclBody, name: string): HclExpression | undefined {
  return body.attributes.find((attribute) => attribute.name === name)?.value;
}
