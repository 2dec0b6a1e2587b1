import type { Span } from '../../text/index.ts';
import type { PlacedEdit } from './splice.ts';
import { textsOf } from './texts-of.ts';
import type { Wish } from './wish.ts';

/** One stretch of a text, and the wishes of all uses that are made of it or of a part of it. */
export interface Site {
  readonly file: string;
  readonly span: Span;
  readonly wishes: readonly Wish[];
}

/** The texts of all wishes; those that lie over each other are one site. Sorted by file and place. */
export function sitesOf(wishes: readonly Wish[]): readonly Site[] {
  const byFile = new Map<string, { readonly span: Span; readonly wish: Wish }[]>();
  for (const wish of wishes) {
    for (const { file, span } of textsOf(wish.use)) {
      const known = byFile.get(file);
      if (known === undefined) byFile.set(file, [{ span, wish }]);
      else known.push({ span, wish });
    }
  }
  return [...byFile].flatMap(([file, texts]) => {
    texts.sort((a, b) => a.span.start - b.span.start);
    const sites: { file: string; span: Span; wishes: Wish[] }[] = [];
    for (const { span, wish } of texts) {
      const last = sites.at(-1);
      if (last !== undefined && span.start < last.span.end) {
        last.span = { start: last.span.start, end: Math.max(last.span.end, span.end) };
        if (last.wishes.at(-1) !== wish) last.wishes.push(wish);
      } else sites.push({ file, span, wishes: [wish] });
    }
    return sites;
  });
}

/** The edits of a wish that fall into a site, in the order of the text. */
export function editsIn({ ways }: Wish, { file, span }: Site): readonly PlacedEdit[] {
  const edits = ways[0]?.edits ?? [];
  return edits
    .filter((edit) => edit.file === file && span.start <= edit.span.start && edit.span.end <= span.end)
    .sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** What a wish wants of a site, as a key: `''` for no change. Different edits that come to the same text are the same. */
export function wantedAt(wish: Wish, site: Site, text: string): string {
  const edits = editsIn(wish, site);
  const { span } = site;
  if (edits.length === 0) return '';
  let result = '';
  let at = 0;
  for (const edit of edits) {
    result += text.slice(at, edit.span.start - span.start) + edit.replacement;
    at = edit.span.end - span.start;
  }
  return `=${result}${text.slice(at)}`;
}
