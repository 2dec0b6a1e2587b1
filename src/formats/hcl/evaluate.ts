import { evaluateExpression, type Scope, type Value } from '../expressions/index.ts';
import { functions } from './functions/index.ts';
import type { HclExpression } from './types.ts';

/** The value of an expression as far as the text tells it, with the places of the literals that it is made of. Always ends. */
export function evaluate(expression: HclExpression, scope: Scope): Value {
  return evaluateExpression(
    expression,
    scope.language === undefined ? { ...scope, language: functions } : scope,
  );
}
