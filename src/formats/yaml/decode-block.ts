import { CR, SPACE, TAB } from './chars.ts';
import type { Decoded } from './decode.ts';

/** Where the lines of a block scalar stand, from its first to the end of its last line of text. */
export interface BlockLayout {
  readonly bodyStart: number;
  readonly bodyEnd: number;
  /** How many spaces begin each line. */
  readonly indent: number;
  readonly folded: boolean;
}

/**
 * Decodes the lines of a block scalar up to the end of its last line of text; chomping is the caller's
 * (YAML 1.2.2, sections 8.1.2 and 8.1.3).
 */
export function decodeBlock(text: string, layout: BlockLayout, into: Decoded): void {
  const { bodyEnd, indent, folded } = layout;
  let previousEnd = -1;
  let previousFolds = false;
  let emptyLines = 0;
  let at = layout.bodyStart;
  while (at < bodyEnd) {
    let start = at;
    while (start - at < indent && text.charCodeAt(start) === SPACE) start++;
    const lineFeed = text.indexOf('\n', start);
    const next = lineFeed === -1 || lineFeed >= bodyEnd ? bodyEnd : lineFeed + 1;
    const last = next === bodyEnd ? bodyEnd : lineFeed;
    const end = next !== bodyEnd && last > start && text.charCodeAt(last - 1) === CR ? last - 1 : last;
    if (start >= end) emptyLines++;
    else {
      const first = text.charCodeAt(start);
      const folds = folded && first !== SPACE && first !== TAB;
      const breaks = lineBreaks(emptyLines, previousEnd === -1, folds && previousFolds);
      if (breaks !== '') into.stands(breaks, previousEnd === -1 ? layout.bodyStart : previousEnd, 0);
      into.verbatim(start, end);
      previousEnd = end;
      previousFolds = folds;
      emptyLines = 0;
    }
    at = next;
  }
}

/** What stands between two lines of text with `emptyLines` between them. */
function lineBreaks(emptyLines: number, isFirst: boolean, fold: boolean): string {
  if (isFirst) return '\n'.repeat(emptyLines);
  if (fold) return emptyLines === 0 ? ' ' : '\n'.repeat(emptyLines);
  return '\n'.repeat(emptyLines + 1);
}
