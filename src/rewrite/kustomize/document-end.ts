import type { YamlMap, YamlNode } from '../../formats/yaml/index.ts';
import { lineEnd, lineStart, nextLine } from './lines.ts';

export interface DocumentEnd {
  /** The end of the last line with text; or, where a block scalar keeps the blank lines behind it, the line behind those. */
  readonly offset: number;
  readonly keepsBlankLines: boolean;
  /** The end of the blank line behind the text, where there is one that could separate what follows. */
  readonly blankLine: number | undefined;
}

/** Where the document of a block map ends, comments at its end included, before the next `---` or `...`. */
export function documentEnd(text: string, root: YamlMap): DocumentEnd {
  const last = lastLeaf(root);
  const from = Math.max(root.entries.at(-1)?.key.span.end ?? 0, last?.span.end ?? 0);
  const inside = text[from - 1] === '\n' ? from - 1 : from;
  let end = lineEnd(text, inside);
  let withText = end;
  for (let next = nextLine(text, end); next !== undefined; next = nextLine(text, end)) {
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(next.line)) break;
    end = next.end;
    if (next.line.trim() !== '') withText = end;
  }
  const behind = text.indexOf('\n', end);
  if (keeps(text, last) && behind !== -1) {
    return { offset: behind + 1, keepsBlankLines: true, blankLine: undefined };
  }
  const blankLine = withText < end ? nextLine(text, withText)?.end : undefined;
  return { offset: withText, keepsBlankLines: false, blankLine };
}

/** The scalar at the very end of the document's text. */
function lastLeaf(node: YamlNode): YamlNode | undefined {
  if (node.kind === 'map') {
    const value = node.entries.at(-1)?.value;
    return value === undefined || node.flow ? node : lastLeaf(value);
  }
  if (node.kind !== 'seq' || node.flow) return node;
  const item = node.items.at(-1);
  return item === undefined ? node : lastLeaf(item);
}

/** Whether blank lines behind a block scalar are part of it: its header has a `+`. */
function keeps(text: string, node: YamlNode | undefined): boolean {
  if (node?.kind !== 'scalar' || (node.style !== 'literal' && node.style !== 'folded')) return false;
  return /^[|>][0-9]*\+/.test(text.slice(node.span.start, node.span.start + 4));
}

/** Whether blank lines stand between the fields of the document. */
export function usesBlankLines(text: string, { entries }: YamlMap): boolean {
  return entries.slice(1).some(({ key }) => {
    for (let start = lineStart(text, key.span.start); start > 0; ) {
      const previous = lineStart(text, start - 1);
      const line = text.slice(previous, start).trim();
      if (line === '') return true;
      if (!line.startsWith('#')) return false;
      start = previous;
    }
    return false;
  });
}
