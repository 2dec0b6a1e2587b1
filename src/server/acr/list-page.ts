import { compareNames } from '../http/page.ts';

/** What a list of ACR's API was asked for. */
export interface AcrListRequest {
  readonly n: number;
  readonly last?: string;
  readonly orderby: 'none' | 'timeasc' | 'timedesc';
}

export interface Dated {
  readonly name: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

export interface AcrPage<T> {
  readonly entries: readonly T[];
  /** Of the next page. */
  readonly link?: string;
}

/** Entries of a page that names no number, and of the largest. */
const defaultEntries = 100;
const maxEntries = 1_000;

/** Undefined for a number or an order that is none. */
export function parseListRequest(query: URLSearchParams): AcrListRequest | undefined {
  const n = query.get('n') ?? '';
  const orderby = query.get('orderby') || 'none';
  const last = query.get('last') ?? '';
  if (n !== '' && !/^[1-9]\d{0,8}$/.test(n)) return undefined;
  if (orderby !== 'none' && orderby !== 'timeasc' && orderby !== 'timedesc') return undefined;
  return {
    n: n === '' ? defaultEntries : Math.min(Number(n), maxEntries),
    ...(last === '' ? {} : { last }),
    orderby,
  };
}

/**
 * Cuts a page out of entries that are sorted by name. By time, `last` holds the time with the name, as ACR's own does
 * (`1%26v3`), so that the next page starts where this one ended whatever was removed meanwhile. `query` is what the link
 * keeps of the request.
 */
export function cutAcrPage<T extends Dated>(
  sorted: readonly T[],
  { n, last, orderby }: AcrListRequest,
  path: string,
  query: Readonly<Record<string, string>> = {},
): AcrPage<T> {
  const byTime = orderby !== 'none';
  const direction = orderby === 'timedesc' ? -1 : 1;
  const compare = (a: Dated, b: Dated): number =>
    (byTime ? (a.updatedAt - b.updatedAt) * direction : 0) || compareNames(a.name, b.name);
  const ordered = byTime ? [...sorted].sort(compare) : sorted;
  const after = last === undefined ? undefined : position(sorted, last, byTime);
  const start = after === undefined ? 0 : ordered.findIndex((entry) => compare(entry, after) > 0);
  const from = start === -1 ? ordered.length : start;
  const entries = ordered.slice(from, from + n);
  const end = entries.at(-1);
  if (end === undefined || from + n >= ordered.length) return { entries };
  const key = byTime ? `${end.updatedAt}&${end.name}` : end.name;
  const parameters = Object.entries({ ...query, last: key, n: String(n), orderby: byTime ? orderby : '' });
  const text = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return { entries, link: `<${path}?${text}>; rel="next"` };
}

/** Where a list goes on; undefined, and so the beginning, for a name that says nothing about its time. */
function position(sorted: readonly Dated[], last: string, byTime: boolean): Dated | undefined {
  if (!byTime) return { name: last, updatedAt: 0 };
  const [, time, name] = /^(\d{1,15})&(.*)$/.exec(last) ?? [];
  if (time !== undefined && name !== undefined) return { name, updatedAt: Number(time) };
  return sorted.find((entry) => entry.name === last);
}
