import { createLru } from '../memory/lru.ts';
import { createRefreshed, type Refreshed } from '../memory/refreshed.ts';
import { type ReportSources, statusReport } from './report.ts';
import {
  type RepositoryPage,
  type RepositorySources,
  repositoryNames,
  repositoryPage,
} from './repositories.ts';
import type { StatusSource } from './serve.ts';

export type StatusSettings = Omit<ReportSources, 'startedAt'> & Omit<RepositorySources, 'names'>;

/** Pages of images that are remembered. */
const remembered = 20;

/** What the status page and its like are made from. However many look at it, the store is not read all the time. */
export function statusSource(settings: StatusSettings): StatusSource {
  const { now } = settings;
  const startedAt = now();
  const names = createRefreshed(() => repositoryNames(settings), 0).get;
  const pages = createLru<Refreshed<RepositoryPage>>(remembered);
  return {
    report: () => statusReport({ ...settings, startedAt }),
    repositories: (asked) => {
      const key = `${asked.n} ${asked.last ?? ''}`;
      const page = pages.get(key) ?? createRefreshed(() => repositoryPage({ ...settings, names }, asked), 0);
      pages.set(key, page);
      return page.get();
    },
    now,
  };
}
