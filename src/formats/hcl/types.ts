import type { Span } from '../../text/span.ts';

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
  readonly value: HclExpression;
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

export type HclExpression =
  | HclNumber
  | HclBool
  | HclNull
  | HclTemplate
  | HclVariable
  | HclTraversal
  | HclCall
  | HclTuple
  | HclObject
  | HclFor
  | HclConditional
  | HclUnary
  | HclBinary
  | HclParentheses;

export interface HclNumber {
  readonly kind: 'number';
  readonly span: Span;
  /** As written: numbers of HCL have any precision. */
  readonly text: string;
}

export interface HclBool {
  readonly kind: 'bool';
  readonly span: Span;
  readonly value: boolean;
}

export interface HclNull {
  readonly kind: 'null';
  readonly span: Span;
}

/** A quoted string or a heredoc. One with a single interpolation and nothing else is that expression, not a string. */
export interface HclTemplate {
  readonly kind: 'template';
  readonly form: 'quoted' | 'heredoc';
  /** With quotes, or from `<<` to the end of the closing marker. */
  readonly span: Span;
  readonly parts: readonly TemplatePart[];
}

export type TemplatePart = TemplateText | TemplateInterpolation | TemplateIf | TemplateFor;

/** Literal text: strip markers and the indentation of `<<-` are applied. */
export interface TemplateText {
  readonly kind: 'text';
  readonly value: string;
  /** What `value` is made of, in its order. */
  readonly runs: readonly TextRun[];
}

/** A stretch of literal text. Where the span is as long as the value, both are the same, character by character. */
export interface TextRun {
  readonly value: string;
  readonly span: Span;
}

/** `${ … }`; the span includes it all. */
export interface TemplateInterpolation {
  readonly kind: 'interpolation';
  readonly span: Span;
  readonly expression: HclExpression;
}

/** `%{ if … } … %{ else } … %{ endif }` */
export interface TemplateIf {
  readonly kind: 'if';
  readonly span: Span;
  readonly condition: HclExpression;
  readonly body: readonly TemplatePart[];
  readonly otherwise: readonly TemplatePart[];
}

/** `%{ for key, value in … } … %{ endfor }` */
export interface TemplateFor {
  readonly kind: 'for';
  readonly span: Span;
  readonly key: string | undefined;
  readonly value: string;
  readonly collection: HclExpression;
  readonly body: readonly TemplatePart[];
}

export interface HclVariable {
  readonly kind: 'variable';
  readonly span: Span;
  readonly name: string;
}

/** A value and what is looked up in it, one step after the other; at least one step. */
export interface HclTraversal {
  readonly kind: 'traversal';
  readonly span: Span;
  readonly source: HclExpression;
  readonly steps: readonly HclStep[];
}

export type HclStep = AttributeStep | IndexStep | SplatStep;

/** `.name` */
export interface AttributeStep {
  readonly kind: 'attribute';
  readonly span: Span;
  readonly name: string;
}

/** `[key]`, or the older `.0` */
export interface IndexStep {
  readonly kind: 'index';
  readonly span: Span;
  readonly key: HclExpression;
}

/** `[*]` or `.*`, with the steps that are taken in each element. */
export interface SplatStep {
  readonly kind: 'splat';
  readonly span: Span;
  readonly full: boolean;
  readonly each: readonly HclStep[];
}

/** `name(arguments)`; a name may have namespaces: `provider::aws::arn_parse`. */
export interface HclCall {
  readonly kind: 'call';
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly HclExpression[];
  /** The last argument is a list of arguments: `max(list...)`. */
  readonly expandsLast: boolean;
}

export interface HclTuple {
  readonly kind: 'tuple';
  readonly span: Span;
  readonly items: readonly HclExpression[];
}

export interface HclObject {
  readonly kind: 'object';
  readonly span: Span;
  readonly items: readonly HclObjectItem[];
}

export interface HclObjectItem {
  /** A bare identifier is a literal name; in parentheses it is a variable. */
  readonly key: HclExpression;
  readonly value: HclExpression;
}

/** `[for v in c : x if y]`, `{for k, v in c : x => y...}` */
export interface HclFor {
  readonly kind: 'for';
  readonly span: Span;
  readonly makes: 'tuple' | 'object';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: HclExpression;
  /** Only where it makes an object. */
  readonly key: HclExpression | undefined;
  readonly value: HclExpression;
  readonly condition: HclExpression | undefined;
  /** `...`: values of one key become a list. */
  readonly groups: boolean;
}

export interface HclConditional {
  readonly kind: 'conditional';
  readonly span: Span;
  readonly condition: HclExpression;
  readonly whenTrue: HclExpression;
  readonly whenFalse: HclExpression;
}

export interface HclUnary {
  readonly kind: 'unary';
  readonly span: Span;
  readonly operator: '-' | '!';
  readonly operand: HclExpression;
}

export type BinaryOperator =
  | '||'
  | '&&'
  | '=='
  | '!='
  | '>'
  | '>='
  | '<'
  | '<='
  | '+'
  | '-'
  | '*'
  | '/'
  | '%';

export interface HclBinary {
  readonly kind: 'binary';
  readonly span: Span;
  readonly operator: BinaryOperator;
  readonly left: HclExpression;
  readonly right: HclExpression;
}

export interface HclParentheses {
  readonly kind: 'parentheses';
  readonly span: Span;
  readonly expression: HclExpression;
}
