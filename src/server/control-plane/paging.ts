import { type ArmAnswer, found } from './answer.ts';
import type { ArmRequest, Plane } from './plane.ts';

/** So that clients' paging is met long before a registry is full. */
const pageSize = 100;

/** A page of a list in ARM's form, sorted by name; `$skipToken` is the last name of the page before. */
export async function page<T extends { readonly name: string }>(
  list: readonly T[],
  path: string,
  { query }: ArmRequest,
  { origin }: Plane,
  body: (entry: T) => Promise<object>,
): Promise<ArmAnswer> {
  const keyOf = ({ name }: { readonly name: string }): string => name.toLowerCase();
  const after = queryOption(query, '$skiptoken')?.toLowerCase() ?? '';
  const rest = list.filter((entry) => keyOf(entry) > after).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const entries = rest.slice(0, pageSize);
  const last = entries.at(-1);
  const value = await Promise.all(entries.map(body));
  if (rest.length <= pageSize || last === undefined) return found({ value });
  const next = new URLSearchParams({ 'api-version': query.get('api-version') ?? '', $skipToken: last.name });
  return found({ value, nextLink: `${origin}${encodeURI(path)}?${next}` });
}

/** Options of OData are compared without case. */
export function queryOption(query: URLSearchParams, name: string): string | undefined {
  for (const [key, value] of query) if (key.toLowerCase() === name) return value;
  return undefined;
}
