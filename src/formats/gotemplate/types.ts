import type { Span } from '../../text/span.ts';

/**
 * The tree of a template, as Go's text/template/parse builds it. Nothing is evaluated and no white space is lost: what
 * a trim marker takes away is simply between the spans.
 */
export type TemplateNode =
  | TextNode
  | CommentNode
  | ActionNode
  | BranchNode
  | CallNode
  | BreakNode
  | ContinueNode;

/** Text between actions, without what the trim markers beside it take away; never empty. */
export interface TextNode {
  readonly kind: 'text';
  readonly span: Span;
  readonly text: string;
}

/** A comment, only where it was asked for. The span leaves out the delimiters. */
export interface CommentNode {
  readonly kind: 'comment';
  readonly span: Span;
  readonly text: string;
}

/** `{{ pipeline }}`; the span includes delimiters and trim markers. */
export interface ActionNode {
  readonly kind: 'action';
  readonly span: Span;
  readonly pipe: PipeNode;
}

/**
 * `if`, `range` or `with`, from its first delimiter to that of its `end`. `else if` and `else with` are, as in Go, the
 * only node of the list `otherwise`; such a node begins at the delimiter before `else`, and shares its `end`.
 */
export interface BranchNode {
  readonly kind: 'if' | 'range' | 'with';
  readonly span: Span;
  /** The action that opens it. */
  readonly head: Span;
  readonly pipe: PipeNode;
  readonly body: ListNode;
  readonly otherwise: ListNode | undefined;
}

/** `{{template "name" pipeline}}`, or what `{{block "name" pipeline}} … {{end}}` leaves in its place. */
export interface CallNode {
  readonly kind: 'template';
  readonly span: Span;
  readonly name: string;
  /** The string constant with its quotes. */
  readonly nameSpan: Span;
  readonly pipe: PipeNode | undefined;
  readonly block: boolean;
}

export interface BreakNode {
  readonly kind: 'break';
  readonly span: Span;
}

export interface ContinueNode {
  readonly kind: 'continue';
  readonly span: Span;
}

/** What stands between two actions that belong together; the span touches both of them. */
export interface ListNode {
  readonly kind: 'list';
  readonly span: Span;
  readonly nodes: readonly TemplateNode[];
  /** The variables that are set and not declared in it, however deep. */
  readonly sets: readonly string[];
}

/** Commands joined by `|`, perhaps given to variables. The span leaves out keyword, delimiters and parentheses. */
export interface PipeNode {
  readonly kind: 'pipe';
  readonly span: Span;
  /** None, one, or two (only in `range`: with `=` or `:=`, or with neither where the value is a variable). */
  readonly declarations: readonly VariableNode[];
  /** `=`: the variables exist already. */
  readonly assigns: boolean;
  /** At least one. */
  readonly commands: readonly CommandNode[];
}

/** Operands beside each other, at least one. */
export interface CommandNode {
  readonly kind: 'command';
  readonly span: Span;
  readonly args: readonly Operand[];
}

export type Operand =
  | BoolNode
  | NilNode
  | DotNode
  | NumberNode
  | StringNode
  | FieldNode
  | VariableNode
  | IdentifierNode
  | ParenthesesNode
  | ChainNode;

export interface BoolNode {
  readonly kind: 'bool';
  readonly span: Span;
  readonly value: boolean;
}

export interface NilNode {
  readonly kind: 'nil';
  readonly span: Span;
}

export interface DotNode {
  readonly kind: 'dot';
  readonly span: Span;
}

export interface Complex {
  readonly real: number;
  readonly imaginary: number;
}

/** The value of a numeric constant in every type that can hold it. */
export interface NumericValue {
  /** As int64. */
  readonly int: bigint | undefined;
  /** As uint64. */
  readonly uint: bigint | undefined;
  /** As float64. */
  readonly float: number | undefined;
  /** As complex128; only where an imaginary part is written. */
  readonly complex: Complex | undefined;
}

/** A number or a character constant. */
export interface NumberNode extends NumericValue {
  readonly kind: 'number';
  readonly span: Span;
  /** As written: whether an exponent or a point stands in it decides what it is where any type will do. */
  readonly text: string;
}

export interface StringNode {
  readonly kind: 'string';
  /** With the quotes. */
  readonly span: Span;
  /** Without quotes and escapes. */
  readonly value: string;
  /** The value's bytes, only where escapes such as `\xff` make them no UTF-8; `value` then has U+FFFD instead. */
  readonly bytes: Uint8Array | undefined;
}

/** `.a.b`: names looked up in dot, without the points; at least one. */
export interface FieldNode {
  readonly kind: 'field';
  readonly span: Span;
  readonly names: readonly string[];
}

/** `$x.a.b`: the variable with its `$`, and names looked up in it. */
export interface VariableNode {
  readonly kind: 'variable';
  readonly span: Span;
  readonly variable: string;
  readonly names: readonly string[];
}

/** A function. */
export interface IdentifierNode {
  readonly kind: 'identifier';
  readonly span: Span;
  readonly name: string;
}

/** `( pipeline )` with its parentheses; in Go the pipeline stands in the tree without a node around it. */
export interface ParenthesesNode {
  readonly kind: 'parentheses';
  readonly span: Span;
  readonly pipe: PipeNode;
}

/** `(pipeline).a.b` or `function.a.b`: names looked up in a value; at least one. */
export interface ChainNode {
  readonly kind: 'chain';
  readonly span: Span;
  readonly operand: ParenthesesNode | IdentifierNode;
  readonly names: readonly string[];
}

/** A template with a name: a whole text, or what a `define` or `block` holds. */
export interface TemplateTree {
  readonly name: string;
  /** The text, or the definition from its first delimiter to the end of its `end`. */
  readonly span: Span;
  readonly root: ListNode;
  /** Nothing but white space and comments: it does not replace another template of its name. */
  readonly empty: boolean;
}

export interface ParsedTemplate {
  /** The text outside of definitions. */
  readonly main: TemplateTree;
  /**
   * Every template that the text defines, by name, in the order in which the names appear; the text itself is the last.
   * Where it is empty and holds a definition of its own name, the name means that definition.
   */
  readonly trees: ReadonlyMap<string, TemplateTree>;
}
