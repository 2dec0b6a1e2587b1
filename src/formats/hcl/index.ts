/**
 * HCL 2 in its native syntax, the language of Terraform, OpenTofu, Nomad and `docker buildx bake`, as its own parser reads
 * it, with the exact place of every piece. What a block or a function means is for others to know.
 */
export type { HclProblem, HclProblemCode } from './errors.ts';
export { elementsOf } from './evaluate/elements.ts';
export { evaluate } from './evaluate/evaluate.ts';
export { encode } from './evaluate/functions/encode.ts';
export { type Budget, bind, newBudget, type Scope, spend } from './evaluate/scope.ts';
export {
  type Fragment,
  failure,
  fragmentsOf,
  knownText,
  type ObjectValue,
  object,
  type Place,
  text,
  tuple,
  type Unknown,
  unknown,
  unknownIn,
  type Value,
} from './evaluate/value.ts';
export { type HclFile, parseHcl } from './parse.ts';
export type {
  AttributeStep,
  BinaryOperator,
  HclAttribute,
  HclBlock,
  HclBody,
  HclCall,
  HclExpression,
  HclFor,
  HclLabel,
  HclObject,
  HclObjectItem,
  HclStep,
  HclTemplate,
  HclTraversal,
  HclTuple,
  IndexStep,
  SplatStep,
  TemplateFor,
  TemplateIf,
  TemplateInterpolation,
  TemplatePart,
  TemplateText,
  TextRun,
} from './types.ts';
