import type { ImageReference } from '../../image/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { Edit, Span } from '../../text/index.ts';
import type { Refusal } from './types.ts';

/** A use, and what is to become of it. */
export interface Wish {
  readonly use: ImageUse;
  /** What the use is to name; undefined when it is to stay what it is. */
  readonly cached?: ImageReference;
  /** Empty when the use is to stay what it is. */
  readonly edits: readonly Edit[];
  /** Why a use that is covered is to stay what it is. */
  readonly refusal?: Refusal;
}

/** Whether a text is also read at a place that is none of the uses. */
export type ReadElsewhere = (text: Span, uses: readonly ImageUse[]) => boolean;

/** One text, and the uses that it stands for. */
interface Site {
  readonly text: Span;
  readonly wishes: Wish[];
  contested: boolean;
}

/**
 * The wishes that can be granted together. An anchored text and a registry field beside several images stand for more
 * than one use: such a text changes only if all of them want the same of it. A use that is refused one of its texts keeps
 * all of them, which may refuse other uses in turn. Linear in the number of texts.
 */
export function settle(wishes: readonly Wish[], readElsewhere: ReadElsewhere): ReadonlySet<Wish> {
  const sites = sitesOf(wishes);
  const granted = new Set(wishes.filter(({ edits }) => edits.length > 0));
  const pending: Site[] = [];
  const contest = (site: Site): void => {
    if (site.contested) return;
    site.contested = true;
    pending.push(site);
  };
  for (const site of sites.values()) {
    if (isContested(site, readElsewhere)) contest(site);
  }
  for (let site = pending.pop(); site !== undefined; site = pending.pop()) {
    for (const wish of site.wishes) {
      if (!granted.delete(wish)) continue;
      for (const { start } of textsOf(wish.use)) {
        const other = sites.get(start);
        if (other !== undefined) contest(other);
      }
    }
  }
  return granted;
}

function sitesOf(wishes: readonly Wish[]): ReadonlyMap<number, Site> {
  const sites = new Map<number, Site>();
  for (const wish of wishes) {
    for (const text of textsOf(wish.use)) {
      const site = sites.get(text.start);
      if (site === undefined) sites.set(text.start, { text, wishes: [wish], contested: false });
      else site.wishes.push(wish);
    }
  }
  return sites;
}

/** The texts that a use is made of: its pieces, or the use itself. */
function textsOf({ pieces, span }: ImageUse): readonly Span[] {
  return pieces?.map((piece) => piece.span) ?? [span];
}

function isContested({ text, wishes }: Site, readElsewhere: ReadElsewhere): boolean {
  const wanted = new Set(wishes.map((wish) => wantedAt(wish, text)));
  if (wanted.size > 1) return true;
  const uses = wishes.map(({ use }) => use);
  return !wanted.has('') && readElsewhere(text, uses);
}

/** What a use wants of a text, as a key: `''` for no change. */
function wantedAt({ edits }: Wish, text: Span): string {
  const edit = edits.find(({ span }) => text.start <= span.start && span.end <= text.end);
  return edit === undefined ? '' : `${edit.span.start} ${edit.span.end} ${edit.replacement}`;
}
