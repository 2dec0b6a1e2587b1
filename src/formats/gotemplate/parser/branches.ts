import type { Token } from '../lexer/token.ts';
import { next, peekNonSpace } from '../lexer/token-reader.ts';
import { addNode, type Builder, currentFrame } from './builder.ts';
import { type BranchFrame, beginElse, closeBranch, isDefinition } from './frames.ts';
import { parsePipeline } from './pipeline.ts';
import { expect, fail, spanOf } from './state.ts';

/**
 * `if`, `range` or `with`, up to its right delimiter. `start` is the left delimiter, which after an `else` stands before
 * that. False after an error, as with every action.
 */
export function openBranch(
  builder: Builder,
  kind: BranchFrame['kind'],
  start: number,
  chained: boolean,
): boolean {
  const { parser, open } = builder;
  const variables = parser.scope.names.length;
  const pipe = parsePipeline(parser, kind);
  if (pipe === undefined) return false;
  const head = spanOf(start, parser.tokens.last.end);
  if (open.length >= builder.maxBlocks) {
    fail(parser, 'blocks-too-deep', 'max block depth exceeded', head);
    return false;
  }
  if (kind === 'range') parser.ranges++;
  open.push({ kind, head, pipe, variables, chained, body: undefined, listStart: head.end, nodes: [] });
  return true;
}

/** Closes the branch that was innermost, and the ones whose `else` it follows: they share their `end`. */
export function endBranch(builder: Builder, frame: BranchFrame, listEnd: number, end: number): void {
  const { parser, open } = builder;
  let innermost = frame;
  let node = closeBranch(parser, innermost, listEnd, end);
  while (innermost.chained) {
    const outer = open.pop();
    if (outer === undefined || isDefinition(outer)) break;
    outer.nodes.push(node);
    innermost = outer;
    node = closeBranch(parser, innermost, end, end);
  }
  addNode(builder, node);
}

/** `else`, `else if …` and `else with …`; only an `if` may go on with `if`, and a `with` with `with`. */
export function parseElse(builder: Builder, delimiter: Token): boolean {
  const { parser } = builder;
  const following = peekNonSpace(parser.tokens);
  const chains = following.kind === 'if' || following.kind === 'with';
  if (!chains && expect(parser, 'right-delimiter', 'else') === undefined) return false;
  parser.actionStart = undefined;

  const frame = currentFrame(builder);
  const { start } = delimiter;
  const end = chains ? following.start : following.end;
  if (frame.kind === 'root') return refuseElse(builder, 'unexpected {{else}}', start, end);
  if (isDefinition(frame)) {
    const message = `unexpected {{else}} in ${frame.kind} clause`;
    // It is the template around a block that complains, and that has read nothing since the block's head.
    return refuseElse(builder, message, start, end, frame.kind === 'block' ? frame.close : undefined);
  }
  if (frame.body !== undefined) return refuseElse(builder, 'expected end; found {{else}}', start, end);

  const continues = following.kind === frame.kind;
  beginElse(parser, frame, start, continues ? start : end);
  if (!continues) return true;
  next(parser.tokens);
  return openBranch(builder, frame.kind, start, true);
}

function refuseElse(builder: Builder, message: string, start: number, end: number, lastToken?: Token): false {
  fail(builder.parser, 'unexpected-else', message, spanOf(start, end), lastToken);
  return false;
}
