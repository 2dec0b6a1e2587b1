/** What a list was asked for: entries after `last`, at most `n`. */
export interface PageRequest {
  readonly n?: number;
  readonly last?: string;
}

/** One page of a sorted list; `more` when entries follow. */
export interface Page {
  readonly entries: readonly string[];
  readonly more: boolean;
}

/** `n` and `last` of a query (distribution-spec, "Listing Tags"). Undefined for an `n` that is no number. */
export function parsePage(query: URLSearchParams): PageRequest | undefined {
  const n = query.get('n');
  const last = query.get('last');
  if (n !== null && !/^\d{1,9}$/.test(n)) return undefined;
  return { ...(n === null ? {} : { n: Number(n) }), ...(last === null ? {} : { last }) };
}

/** Cuts a page out of entries that are sorted by `compareNames`. An `n` of zero asks for nothing, and nothing follows it. */
export function cutPage(sorted: readonly string[], { n, last }: PageRequest): Page {
  const start = last === undefined ? 0 : firstAfter(sorted, last);
  const end = n === undefined ? sorted.length : Math.min(start + n, sorted.length);
  return { entries: sorted.slice(start, end), more: n !== 0 && end < sorted.length };
}

/** The `Link` to the page after one that ends with `last` (RFC 8288). The path is ours, whatever the upstream's is. */
export function nextLink(path: string, n: number, last: string): string {
  return `<${path}?n=${n}&last=${encodeURIComponent(last)}>; rel="next"`;
}

/** By code units: the order of bytes for the ASCII that names and tags are made of. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function firstAfter(sorted: readonly string[], last: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') <= last) low = middle + 1;
    else high = middle;
  }
  return low;
}
