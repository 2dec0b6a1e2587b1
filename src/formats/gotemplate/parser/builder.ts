import type { TemplateNode, TemplateTree } from '../types.ts';
import type { Frame, RootFrame } from './frames.ts';
import type { Parser } from './state.ts';

/** The trees of a text while they are being built. */
export interface Builder {
  readonly parser: Parser;
  readonly root: RootFrame;
  /** What is open inside the root, innermost last. */
  readonly open: Exclude<Frame, RootFrame>[];
  /** Finished definitions. */
  readonly trees: Map<string, TemplateTree>;
  readonly maxBlocks: number;
}

export function currentFrame(builder: Builder): Frame {
  return builder.open.at(-1) ?? builder.root;
}

export function addNode(builder: Builder, node: TemplateNode): void {
  currentFrame(builder).nodes.push(node);
}
