/**
 * Expressions as HCL, Bicep and the templates of Azure have them: what they are worth as far as the text tells it, with the places
 * of the literals that a value is made of.
 */
export { elementsOf } from './elements.ts';
export { encode } from './encode.ts';
export { evaluateExpression } from './evaluate.ts';
export { sliceFragments } from './fragments.ts';
export { type Budget, bind, type Implementation, newBudget, type Scope, spend } from './scope.ts';
export { lookUp } from './steps.ts';
export { type ExpressionToken, tokensBy } from './tokens.ts';
export type {
  AttributeStep,
  BinaryOperator,
  CallExpression,
  Expression,
  ForExpression,
  IndexStep,
  ObjectExpression,
  ObjectItem,
  SplatStep,
  Step,
  TemplateExpression,
  TemplateFor,
  TemplateIf,
  TemplateInterpolation,
  TemplatePart,
  TemplateText,
  TextRun,
  TraversalExpression,
  TupleExpression,
} from './types.ts';
export { lookedUp } from './used-at.ts';
export {
  bool,
  type Choice,
  type Fragment,
  failure,
  fragmentsOf,
  knownText,
  NULL,
  number,
  type ObjectValue,
  object,
  type Place,
  text,
  tuple,
  type Unknown,
  unknown,
  unknownIn,
  usedAt,
  type Value,
} from './value.ts';
