/**
 * HCL 2 in its native syntax, the language of Terraform, OpenTofu, Nomad and `docker buildx bake`, as its own parser reads
 * it, with the exact place of every piece. What a block or a function means is for others to know.
 */

export {
  type Budget,
  bind,
  elementsOf,
  encode,
  type Fragment,
  failure,
  fragmentsOf,
  knownText,
  newBudget,
  type ObjectValue,
  object,
  type Place,
  type Scope,
  spend,
  text,
  tuple,
  type Unknown,
  unknown,
  unknownIn,
  type Value,
} from '../expressions/index.ts';
export type { HclProblem, HclProblemCode } from './errors.ts';
export { evaluate } from './evaluate.ts';

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
