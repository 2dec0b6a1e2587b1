import type { Span } from '../../text/span.ts';
import type { Expression } from '../expressions/index.ts';

export type {
  AttributeStep,
  BinaryOperator,
  CallExpression as HclCall,
  Expression as HclExpression,
  ForExpression as HclFor,
  IndexStep,
  ObjectExpression as HclObject,
  ObjectItem as HclObjectItem,
  SplatStep,
  Step as HclStep,
  TemplateExpression as HclTemplate,
  TemplateFor,
  TemplateIf,
  TemplateInterpolation,
  TemplatePart,
  TemplateText,
  TextRun,
  TraversalExpression as HclTraversal,
  TupleExpression as HclTuple,
} from '../expressions/index.ts';

/**
 * HCL 2 in its native syntax as a tree with exact spans (hashicorp/hcl, hclsyntax/spec.md). Nothing is evaluated: escapes
 * are resolved and a heredoc's indentation is taken away, each stretch of text with its place.
 */
export interface HclBody {
  readonly span: Span;
  /** In source order. */
  readonly attributes: readonly HclAttribute[];
  /** In source order. */
  readonly blocks: readonly HclBlock[];
}

/** `name = expression` */
export interface HclAttribute {
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Expression;
}

/** `type "label" label { … }` */
export interface HclBlock {
  /** From its type to its closing brace. */
  readonly span: Span;
  readonly type: string;
  readonly typeSpan: Span;
  readonly labels: readonly HclLabel[];
  readonly body: HclBody;
}

export interface HclLabel {
  readonly value: string;
  /** With its quotes. */
  readonly span: Span;
}
