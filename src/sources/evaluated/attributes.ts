import {
  evaluate,
  type HclBody,
  type HclExpression,
  type Scope,
  type Value,
} from '../../formats/hcl/index.ts';

export function attributeOf(body: HclBody, name: string): HclExpression | undefined {
  return body.attributes.find((attribute) => attribute.name === name)?.value;
}

/** The value of an attribute; undefined where it is not set, or set to null. */
export function attributeValue(
  { body, scope }: { readonly body: HclBody; readonly scope: Scope },
  name: string,
): Value | undefined {
  const expression = attributeOf(body, name);
  if (expression === undefined) return undefined;
  const value = evaluate(expression, scope);
  return value.kind === 'null' ? undefined : value;
}
