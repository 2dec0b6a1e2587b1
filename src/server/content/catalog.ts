import { type CacheRegistry, cachedReference, coveringRule } from '../../cache/index.ts';
import { compareNames } from '../http/page.ts';
import type { RecordStore } from '../store/types.ts';

/** The repositories of this registry that hold something, sorted: those of a cached upstream under the path of its rule. */
export async function listRepositories(
  registry: CacheRegistry,
  records: RecordStore,
): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const stored of await records.repositories()) {
    const slash = stored.indexOf('/');
    const reference = { registry: stored.slice(0, slash), repository: stored.slice(slash + 1) };
    const rule = coveringRule(reference, registry.rules);
    const cached = rule && cachedReference(reference, rule, registry.loginServer ?? '');
    if (cached !== undefined) names.add(cached.repository);
  }
  return [...names].sort(compareNames);
}
