import type { Span } from '../../../text/span.ts';
import { goQuote } from '../go-quote.ts';
import type { Token } from '../lexer/token.ts';
import { backup, nextNonSpace } from '../lexer/token-reader.ts';
import type { PipeNode, StringNode, TemplateTree } from '../types.ts';
import { addNode, type Builder } from './builder.ts';
import { closeDefinition, closeList, type DefinitionFrame, openDefinition } from './frames.ts';
import { parsePipeline } from './pipeline.ts';
import { expect, fail, type Parser, spanOf, unexpected } from './state.ts';
import { stringTerm } from './term.ts';
import { addTree, createTree } from './tree-set.ts';

/** `define`, up to its right delimiter. */
export function openDefine(builder: Builder, delimiter: Token): boolean {
  const { parser } = builder;
  const name = parseName(parser, 'define clause');
  const close = name && expect(parser, 'right-delimiter', 'define clause');
  if (name === undefined || close === undefined) return false;
  const { start } = delimiter;
  const { value, span } = name;
  const head = { kind: 'define', start, name: value, nameSpan: span, pipe: undefined, close } as const;
  builder.open.push(openDefinition(parser, head));
  return true;
}

/** `block`, up to its right delimiter: a definition, and a call of it. */
export function openBlock(builder: Builder, delimiter: Token): boolean {
  const { parser, open } = builder;
  const name = parseName(parser, 'block clause');
  const pipe = name && parsePipeline(parser, 'block clause');
  if (name === undefined || pipe === undefined) return false;
  parser.actionStart = undefined;
  const close = parser.tokens.last;
  const { start } = delimiter;
  if (open.length >= builder.maxBlocks) {
    fail(parser, 'blocks-too-deep', 'max block depth exceeded', spanOf(start, close.end));
    return false;
  }
  const { value, span } = name;
  open.push(openDefinition(parser, { kind: 'block', start, name: value, nameSpan: span, pipe, close }));
  return true;
}

export function endDefinition(
  builder: Builder,
  frame: DefinitionFrame,
  listEnd: number,
  end: number,
): boolean {
  const { kind, name, nameSpan, pipe, start } = frame;
  closeDefinition(builder.parser, frame);
  const span = spanOf(start, end);
  const tree = createTree(name, span, closeList(frame, listEnd));
  if (!addDefinition(builder, tree, nameSpan)) return false;
  if (kind === 'block') addNode(builder, { kind: 'template', span, name, nameSpan, pipe, block: true });
  return true;
}

export function addDefinition(builder: Builder, tree: TemplateTree, place: Span): boolean {
  if (addTree(builder.trees, tree)) return true;
  const message = `template: multiple definition of template ${goQuote(tree.name)}`;
  fail(builder.parser, 'duplicate-template', message, place);
  return false;
}

/** `template`, with or without the value that it is called with. */
export function parseCall(builder: Builder, delimiter: Token): boolean {
  const { parser } = builder;
  const name = parseName(parser, 'template clause');
  if (name === undefined) return false;
  let pipe: PipeNode | undefined;
  if (nextNonSpace(parser.tokens).kind !== 'right-delimiter') {
    backup(parser.tokens);
    pipe = parsePipeline(parser, 'template clause');
    if (pipe === undefined) return false;
  }
  const span = spanOf(delimiter.start, parser.tokens.last.end);
  addNode(builder, { kind: 'template', span, name: name.value, nameSpan: name.span, pipe, block: false });
  return true;
}

function parseName(parser: Parser, context: string): StringNode | undefined {
  const token = nextNonSpace(parser.tokens);
  if (token.kind === 'string' || token.kind === 'raw-string') return stringTerm(parser, token);
  return unexpected(parser, token, context);
}
