import { type CacheRegistry, cachedReference, coveringRule } from '../../cache/index.ts';
import { compareNames } from '../http/page.ts';
import type { RecordStore } from '../store/types.ts';

export interface CatalogPart {
  /** Count only what was imported whole, as ACR does. */
  readonly faithful?: boolean;
  /** Only names after this one. */
  readonly last?: string;
  /** At most so many. */
  readonly limit?: number;
}

/**
 * The repositories of this registry that hold a manifest, sorted: those of a cached upstream under the path of its rule.
 * Whether one holds anything is only looked at until enough are found.
 */
export async function listRepositories(
  { rules, loginServer = '' }: CacheRegistry,
  records: RecordStore,
  { faithful = false, last, limit = Number.POSITIVE_INFINITY }: CatalogPart = {},
): Promise<readonly string[]> {
  const stored = new Map<string, string>();
  for (const key of await records.repositories()) {
    const slash = key.indexOf('/');
    const reference = { registry: key.slice(0, slash), repository: key.slice(slash + 1) };
    const rule = coveringRule(reference, rules);
    const cached = rule && cachedReference(reference, rule, loginServer);
    if (cached !== undefined) stored.set(cached.repository, key);
  }
  const held: string[] = [];
  for (const [name, key] of [...stored].sort(([a], [b]) => compareNames(a, b))) {
    if (held.length >= limit) break;
    if (last !== undefined && compareNames(name, last) <= 0) continue;
    const pulled = (await records.list(key, 'manifest')).length > 0;
    if (pulled && (!faithful || (await records.list(key, 'import')).length > 0)) held.push(name);
  }
  return held;
}
