import {
  evaluate,
  type HclBody,
  type HclExpression,
  newBudget,
  type Scope,
  unknown,
  type Value,
} from '../../formats/hcl/index.ts';
import { attributeOf } from '../evaluated/index.ts';

/** What names mean in a job's file: its variables by their defaults, its locals; all else is known on a node. */
export function jobScope(body: HclBody, file: string): Scope {
  const definitions = definitionsOf(body);
  const known = new Map<string, Value>();
  const scope: Scope = {
    file,
    bindings: new Map(),
    budget: newBudget(),
    reference: (names) => {
      const [kind = '', name] = names;
      if (name === undefined || (kind !== 'var' && kind !== 'local'))
        return { value: unknown(`${names.join('.')} is known only when Nomad runs`), used: names.length };
      const key = `${kind}.${name}`;
      const value = known.get(key) ?? defined(key);
      return { value, used: 2 };
    },
  };
  const defined = (key: string): Value => {
    const expression = definitions.get(key);
    known.set(key, unknown(`${key} is defined by itself`));
    const value = definitions.has(key)
      ? expression === undefined
        ? unknown(`variable ${key.slice('var.'.length)} has no default`)
        : evaluate(expression, scope)
      : unknown(`${key} is not declared in this file`);
    known.set(key, value);
    return value;
  };
  return scope;
}

function definitionsOf({ blocks }: HclBody): ReadonlyMap<string, HclExpression | undefined> {
  const definitions = new Map<string, HclExpression | undefined>();
  for (const { type, labels, body } of blocks) {
    const [label] = labels;
    if (type === 'variable' && label !== undefined)
      definitions.set(`var.${label.value}`, attributeOf(body, 'default'));
    else if (type === 'locals')
      for (const { name, value } of body.attributes) definitions.set(`local.${name}`, value);
    else if (type === 'variables')
      for (const { name, value } of body.attributes) definitions.set(`var.${name}`, value);
  }
  return definitions;
}
