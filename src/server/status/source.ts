import { createRefreshed } from '../memory/refreshed.ts';
import { type ReportSources, statusReport } from './report.ts';
import { type RepositorySources, repositoryNames, repositoryPage } from './repositories.ts';
import type { StatusSource } from './serve.ts';

/** A page that is open asks every two seconds. */
const namesLeastMs = 1_000;

export interface StatusSettings extends Omit<ReportSources, 'startedAt'>, Omit<RepositorySources, 'names'> {
  readonly failed: (error: unknown) => void;
}

/** What the status page and its like are made from. */
export function statusSource(settings: StatusSettings): StatusSource {
  const { now, failed } = settings;
  const startedAt = now();
  const names = createRefreshed(() => repositoryNames(settings), namesLeastMs, failed).get;
  return {
    report: () => statusReport({ ...settings, startedAt }),
    repositories: (page) => repositoryPage({ ...settings, names }, page),
    now,
  };
}
