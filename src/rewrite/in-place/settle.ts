import { type Edit, slice } from '../../text/index.ts';
import { readElsewhereIn } from './read-elsewhere.ts';
import { editsIn, type Site, sitesOf, wantedAt } from './sites.ts';
import type { FileEdits, InPlaceRequest, Refusal } from './types.ts';
import { uncertainty, type Wish } from './wish.ts';

/** The wishes that can be granted together, and why the others cannot. */
export interface Settlement {
  readonly granted: ReadonlySet<Wish>;
  readonly refused: ReadonlyMap<Wish, Refusal>;
  /** What the granted wishes come to. */
  readonly edits: FileEdits;
}

const shared: Refusal = {
  code: 'shared',
  reason: 'its text also stands for something that is not to change',
};

/**
 * The wishes that can be granted together. An anchored text and a registry field beside several images stand for more
 * than one use: such a text changes only if all of them want the same of it. A use that is refused one of its texts keeps
 * all of them, which may refuse other uses in turn. Linear in the number of texts.
 */
export function settle(wishes: readonly Wish[], request: InPlaceRequest): Settlement {
  const sites = sitesOf(wishes);
  const granted = new Set(wishes.filter(({ ways }) => ways.length > 0));
  const refused = new Map<Wish, Refusal>();
  const sitesAt = new Map<Wish, Site[]>();
  for (const site of sites) {
    for (const wish of site.wishes) {
      const known = sitesAt.get(wish);
      if (known === undefined) sitesAt.set(wish, [site]);
      else known.push(site);
    }
  }
  const contested = new Set<Site>();
  const pending: { readonly site: Site; readonly reason: Refusal }[] = [];
  const contest = (site: Site, reason: Refusal): void => {
    if (contested.has(site)) return;
    contested.add(site);
    pending.push({ site, reason });
  };
  const refuse = (wish: Wish, reason: Refusal): void => {
    if (!granted.delete(wish)) return;
    refused.set(wish, reason);
    for (const site of sitesAt.get(wish) ?? []) contest(site, shared);
  };
  const elsewhere = elsewhereReader(request);
  for (const site of sites) {
    const wanted = wantedBy(site, request);
    if (wanted.size > 1) contest(site, shared);
    else if (!wanted.has('') && request.unsafe !== true) {
      const reason = elsewhere(site);
      if (reason !== undefined) contest(site, reason);
    }
  }
  for (const wish of granted) {
    if (wish.uncertain && !isSupported(wish, sitesAt.get(wish) ?? [], granted))
      refuse(wish, uncertainty(wish.use));
  }
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    for (const wish of next.site.wishes) refuse(wish, next.reason);
  }
  return { granted, refused, edits: editsAt(sites, granted) };
}

/** Uses that share a text want the same of it: the edits of one of them do for all. */
function editsAt(sites: readonly Site[], granted: ReadonlySet<Wish>): FileEdits {
  const byFile = new Map<string, Edit[]>();
  for (const site of sites) {
    const [wish] = site.wishes;
    if (wish === undefined || !granted.has(wish)) continue;
    for (const { span, replacement } of editsIn(wish, site)) {
      const known = byFile.get(site.file);
      if (known === undefined) byFile.set(site.file, [{ span, replacement }]);
      else known.push({ span, replacement });
    }
  }
  return byFile;
}

function wantedBy(site: Site, { textOf }: InPlaceRequest): ReadonlySet<string> {
  const { wishes, file, span } = site;
  const [only] = wishes;
  // Most texts stand for one use, and what that wants need not be told apart from anything.
  if (wishes.length === 1 && only !== undefined) return new Set([editsIn(only, site).length > 0 ? '=' : '']);
  const source = textOf(file);
  const text = source === undefined ? '' : slice(source, span);
  return new Set(wishes.map((wish) => wantedAt(wish, site, text)));
}

/** Whether every text that an uncertain wish wants changed is one of an image that is certain. */
function isSupported(wish: Wish, sites: readonly Site[], granted: ReadonlySet<Wish>): boolean {
  return (
    sites.every(({ wishes }) => wishes.some((other) => !other.uncertain && granted.has(other))) &&
    wish.ways.length > 0
  );
}

/** Why a text must not change although all its uses want it to: something that is no use reads it. */
function elsewhereReader({ textOf, otherReader }: InPlaceRequest): (site: Site) => Refusal | undefined {
  let last: { readonly file: string; readonly read: ReturnType<typeof readElsewhereIn> } | undefined;
  return ({ file, span, wishes }) => {
    if (last?.file !== file) {
      const source = textOf(file);
      last = { file, read: source === undefined ? () => false : readElsewhereIn(source) };
    }
    const uses = wishes.map(({ use }) => use);
    if (last.read(span, uses)) {
      return { ...shared, reason: 'its text has an anchor that something else reads, too', unsafe: true };
    }
    const other = otherReader?.(file, span, uses);
    return other === undefined
      ? undefined
      : { code: 'shared', reason: `its text is also read by ${other}`, unsafe: true };
  };
}
