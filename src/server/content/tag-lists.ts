import { ok, type Result } from '../../result.ts';
import { allowsStale, type PullFailure } from '../failure.ts';
import { isTag } from '../http/names.ts';
import { compareNames } from '../http/page.ts';
import { type Origin, originKey } from '../origins.ts';
import type { UpstreamGate } from '../upstream-gate.ts';
import { createLists, type FoundList, type ListSettings } from './lists.ts';

export interface TagLists {
  /** All tags of a repository, sorted. */
  find(origin: Origin): Promise<Result<FoundList<string>, PullFailure>>;
}

/** While the upstream cannot tell and never did, the tags that were pulled are what is known. */
export function createTagLists(
  gate: UpstreamGate,
  settings: Omit<ListSettings<string>, 'isEntry' | 'weigh'>,
): TagLists {
  const lists = createLists<string>({
    ...settings,
    isEntry: (value): value is string => typeof value === 'string' && isTag(value),
    weigh: (tag) => tag.length + 30,
  });
  return {
    find: async (origin) => {
      const found = await lists.find(origin, 'tags', async () => {
        const tags = await gate.listTags(origin);
        return tags.ok ? ok([...new Set(tags.value.filter(isTag))].sort(compareNames)) : tags;
      });
      if (found.ok || !allowsStale(found.error)) return found;
      const records = await settings.records.list(originKey(origin), 'tag');
      const pulled = records.flatMap(tagOf).sort(compareNames);
      return pulled.length === 0 ? found : ok({ entries: pulled, result: 'stale', stale: found.error });
    },
  };
}

function tagOf(record: unknown): readonly string[] {
  if (typeof record !== 'object' || record === null || !('tag' in record)) return [];
  return typeof record.tag === 'string' && isTag(record.tag) ? [record.tag] : [];
}
