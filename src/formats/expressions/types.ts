import type { Span } from '../../text/span.ts';

/**
 * What the expressions of HCL, of Bicep and of Azure's templates have in common, with the exact place of every piece. What a name
 * or a function means is for their scope to know.
 */
export type Expression =
  | NumberExpression
  | BoolExpression
  | NullExpression
  | TemplateExpression
  | VariableExpression
  | TraversalExpression
  | CallExpression
  | TupleExpression
  | ObjectExpression
  | ForExpression
  | ConditionalExpression
  | UnaryExpression
  | BinaryExpression
  | ParenthesesExpression;

export interface NumberExpression {
  readonly kind: 'number';
  readonly span: Span;
  /** As written: numbers of HCL have any precision. */
  readonly text: string;
}

export interface BoolExpression {
  readonly kind: 'bool';
  readonly span: Span;
  readonly value: boolean;
}

export interface NullExpression {
  readonly kind: 'null';
  readonly span: Span;
}

/** A quoted string or a heredoc. One with a single interpolation and nothing else is that expression, not a string. */
export interface TemplateExpression {
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
  readonly expression: Expression;
}

/** `%{ if … } … %{ else } … %{ endif }` */
export interface TemplateIf {
  readonly kind: 'if';
  readonly span: Span;
  readonly condition: Expression;
  readonly body: readonly TemplatePart[];
  readonly otherwise: readonly TemplatePart[];
}

/** `%{ for key, value in … } … %{ endfor }` */
export interface TemplateFor {
  readonly kind: 'for';
  readonly span: Span;
  readonly key: string | undefined;
  readonly value: string;
  readonly collection: Expression;
  readonly body: readonly TemplatePart[];
}

export interface VariableExpression {
  readonly kind: 'variable';
  readonly span: Span;
  readonly name: string;
}

/** A value and what is looked up in it, one step after the other; at least one step. */
export interface TraversalExpression {
  readonly kind: 'traversal';
  readonly span: Span;
  readonly source: Expression;
  readonly steps: readonly Step[];
}

export type Step = AttributeStep | IndexStep | SplatStep;

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
  readonly key: Expression;
}

/** `[*]` or `.*`, with the steps that are taken in each element. */
export interface SplatStep {
  readonly kind: 'splat';
  readonly span: Span;
  readonly full: boolean;
  readonly each: readonly Step[];
}

/** `name(arguments)`; a name may have namespaces: `provider::aws::arn_parse`. */
export interface CallExpression {
  readonly kind: 'call';
  readonly span: Span;
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
  /** The last argument is a list of arguments: `max(list...)`. */
  readonly expandsLast: boolean;
}

export interface TupleExpression {
  readonly kind: 'tuple';
  readonly span: Span;
  readonly items: readonly Expression[];
}

export interface ObjectExpression {
  readonly kind: 'object';
  readonly span: Span;
  readonly items: readonly ObjectItem[];
}

export interface ObjectItem {
  /** A bare identifier is a literal name; in parentheses it is a variable. */
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for v in c : x if y]`, `{for k, v in c : x => y...}` */
export interface ForExpression {
  readonly kind: 'for';
  readonly span: Span;
  readonly makes: 'tuple' | 'object';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Only where it makes an object. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** `...`: values of one key become a list. */
  readonly groups: boolean;
}

export interface ConditionalExpression {
  readonly kind: 'conditional';
  readonly span: Span;
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

export interface UnaryExpression {
  readonly kind: 'unary';
  readonly span: Span;
  readonly operator: '-' | '!';
  readonly operand: Expression;
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

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly span: Span;
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

export interface ParenthesesExpression {
  readonly kind: 'parentheses';
  readonly span: Span;
  readonly expression: Expression;
}
