/**
 * Templates of Go's text/template as its own parser reads them, with the exact place of every node. Nothing here knows
 * what a function does or what Helm is.
 */
export type { TemplateError, TemplateErrorCode } from './errors.ts';
export { goQuote } from './go-quote.ts';
export { builtinFunctions, type Delimiters, type TemplateOptions } from './options.ts';
export { parseTemplate, type RecoveredTemplate, recoverTemplate } from './parser/parse.ts';
export { defineTrees } from './parser/tree-set.ts';
export { type PrintableNode, printNode } from './print.ts';
export type {
  ActionNode,
  BoolNode,
  BranchNode,
  BreakNode,
  CallNode,
  ChainNode,
  CommandNode,
  CommentNode,
  Complex,
  ContinueNode,
  DotNode,
  FieldNode,
  IdentifierNode,
  ListNode,
  NilNode,
  NumberNode,
  NumericValue,
  Operand,
  ParenthesesNode,
  ParsedTemplate,
  PipeNode,
  StringNode,
  TemplateNode,
  TemplateTree,
  TextNode,
  VariableNode,
} from './types.ts';
