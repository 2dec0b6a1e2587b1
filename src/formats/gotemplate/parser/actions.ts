import type { Token } from '../lexer/token.ts';
import { backup, nextNonSpace } from '../lexer/token-reader.ts';
import { endBranch, openBranch, parseElse } from './branches.ts';
import { addNode, type Builder, currentFrame } from './builder.ts';
import { endDefinition, openBlock, openDefine, parseCall } from './definitions.ts';
import { isDefinition } from './frames.ts';
import { parsePipeline } from './pipeline.ts';
import { expect, fail, spanOf, unexpected } from './state.ts';

/** The action that begins with the delimiter; false after an error. */
export function parseAction(builder: Builder, delimiter: Token): boolean {
  const { parser } = builder;
  const token = nextNonSpace(parser.tokens);
  if (token.kind === 'define' && currentFrame(builder).kind === 'root') return openDefine(builder, delimiter);
  parser.actionStart = delimiter.start;
  switch (token.kind) {
    case 'if':
    case 'range':
    case 'with':
      // Until the first action inside it ends, Go takes a branch for the action that is being read.
      return openBranch(builder, token.kind, delimiter.start, false);
    case 'block':
      return openBlock(builder, delimiter);
    case 'else':
      return parseElse(builder, delimiter);
    case 'end':
      return parseEnd(builder, delimiter);
    default:
      if (!parseSimple(builder, delimiter, token)) return false;
      parser.actionStart = undefined;
      return true;
  }
}

function parseSimple(builder: Builder, delimiter: Token, token: Token): boolean {
  const { parser } = builder;
  switch (token.kind) {
    case 'template':
      return parseCall(builder, delimiter);
    case 'break':
    case 'continue':
      return parseJump(builder, token.kind, delimiter);
  }
  backup(parser.tokens);
  const pipe = parsePipeline(parser, 'command');
  if (pipe === undefined) return false;
  addNode(builder, { kind: 'action', span: spanOf(delimiter.start, parser.tokens.last.end), pipe });
  return true;
}

function parseJump(builder: Builder, kind: 'break' | 'continue', delimiter: Token): boolean {
  const { parser } = builder;
  const close = nextNonSpace(parser.tokens);
  const span = spanOf(delimiter.start, close.end);
  if (close.kind !== 'right-delimiter') {
    unexpected(parser, close, `{{${kind}}}`);
    return false;
  }
  if (parser.ranges === 0) {
    fail(parser, `${kind}-outside-range`, `{{${kind}}} outside {{range}}`, span);
    return false;
  }
  addNode(builder, { kind, span });
  return true;
}

function parseEnd(builder: Builder, delimiter: Token): boolean {
  const { parser } = builder;
  const close = expect(parser, 'right-delimiter', 'end');
  if (close === undefined) return false;
  parser.actionStart = undefined;
  const frame = builder.open.pop();
  if (frame === undefined) {
    fail(parser, 'unexpected-end', 'unexpected {{end}}', spanOf(delimiter.start, close.end));
    return false;
  }
  if (isDefinition(frame)) {
    return endDefinition(builder, frame, delimiter.start, close.end);
  }
  endBranch(builder, frame, delimiter.start, close.end);
  return true;
}
