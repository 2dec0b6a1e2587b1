import type { Span } from '../../../text/span.ts';
import type { Token } from '../lexer/token.ts';
import type { BranchNode, ListNode, PipeNode, TemplateNode } from '../types.ts';
import { createScope, type Scope, shrink } from './scope.ts';
import { type Parser, spanOf } from './state.ts';
import { variablesSet } from './variables-set.ts';

/** Something that is open until its `end`, or until the end of the text. */
export type Frame = RootFrame | DefinitionFrame | BranchFrame;

interface OpenList {
  /** Where the list that is being read begins. */
  listStart: number;
  nodes: TemplateNode[];
}

/** The text itself. */
export interface RootFrame extends OpenList {
  readonly kind: 'root';
}

/** The head of a `define` or `block`. */
export interface DefinitionHead {
  readonly kind: 'define' | 'block';
  readonly start: number;
  readonly name: string;
  readonly nameSpan: Span;
  /** The value that a `block` is called with. */
  readonly pipe: PipeNode | undefined;
  /** The right delimiter. */
  readonly close: Token;
}

/** A template inside the text, with variables and loops of its own. */
export interface DefinitionFrame extends DefinitionHead, OpenList {
  readonly outerScope: Scope;
  readonly outerRanges: number;
}

export interface BranchFrame extends OpenList {
  readonly kind: BranchNode['kind'];
  readonly head: Span;
  readonly pipe: PipeNode;
  /** How many variables there were in front of it. */
  readonly variables: number;
  /** It follows an `else`, and has no `end` of its own. */
  readonly chained: boolean;
  /** What stands before its `else`, once that has been read. */
  body: ListNode | undefined;
}

export function isDefinition(frame: Frame): frame is DefinitionFrame {
  return frame.kind === 'define' || frame.kind === 'block';
}

export function openDefinition(parser: Parser, head: DefinitionHead): DefinitionFrame {
  const { scope, ranges } = parser;
  parser.scope = createScope();
  parser.ranges = 0;
  return { ...head, listStart: head.close.end, nodes: [], outerScope: scope, outerRanges: ranges };
}

export function closeDefinition(parser: Parser, frame: DefinitionFrame): void {
  parser.scope = frame.outerScope;
  parser.ranges = frame.outerRanges;
}

/** Ends the list before an `else`, and begins the one after it. */
export function beginElse(parser: Parser, frame: BranchFrame, end: number, listStart: number): void {
  frame.body = closeList(frame, end);
  frame.listStart = listStart;
  frame.nodes = [];
  if (frame.kind === 'range') parser.ranges--;
}

/** The node of a branch whose last list ends at `listEnd` and which itself ends at `end`. */
export function closeBranch(parser: Parser, frame: BranchFrame, listEnd: number, end: number): BranchNode {
  const { kind, head, pipe, body } = frame;
  const last = closeList(frame, listEnd);
  if (body === undefined && kind === 'range') parser.ranges--;
  shrink(parser.scope, frame.variables);
  const span = spanOf(head.start, end);
  return body === undefined
    ? { kind, span, head, pipe, body: last, otherwise: undefined }
    : { kind, span, head, pipe, body, otherwise: last };
}

export function closeList(frame: OpenList, end: number): ListNode {
  const nodes = frame.nodes.slice();
  return { kind: 'list', span: spanOf(frame.listStart, end), nodes, sets: variablesSet(nodes) };
}
