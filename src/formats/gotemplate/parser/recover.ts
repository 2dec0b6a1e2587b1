import { endBranch } from './branches.ts';
import type { Builder } from './builder.ts';
import { endDefinition } from './definitions.ts';
import { isDefinition } from './frames.ts';

/** Ends everything that is open at an offset of the text, as if its `end` stood there. */
export function closeOpenFrames(builder: Builder, offset: number): void {
  for (let frame = builder.open.pop(); frame !== undefined; frame = builder.open.pop()) {
    const end = Math.max(offset, frame.listStart);
    if (isDefinition(frame)) endDefinition(builder, frame, end, end);
    else endBranch(builder, frame, end, end);
  }
}
