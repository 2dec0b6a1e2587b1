import { formatBytes, formatCount, formatShare } from '../format.ts';
import type { Html } from '../html.ts';
import type { RuleStatus, StatusReport } from '../report.ts';
import { table } from './table.ts';

/** A registry may have a thousand rules; `/status.json` has them all. */
const shownRules = 100;

const figures: readonly string[] = ['Requests', 'Hit rate', 'Hits', 'Misses', 'Stale', 'Saved'];

export function rulesSection({ rules }: StatusReport): Html {
  const more = rules.length - shownRules;
  const columns = ['Rule', 'Source', 'Target', 'Credentials', ...figures];
  return table({
    id: 'rules',
    title: 'Cache rules',
    columns,
    numeric: figures,
    rows: [
      ...rules.slice(0, shownRules).map(row),
      ...(more > 0 ? [`and ${formatCount(more)} more, in /status.json`] : []),
      ...(rules.length === 0 ? ['There is no rule.'] : []),
    ],
  });
}

function row(rule: RuleStatus): readonly string[] {
  const { name, source, target, credentialSet, requests, hitRate, hits, revalidated, misses, stale } = rule;
  return [
    name,
    source,
    target,
    credentialSet ?? '–',
    formatCount(requests),
    hitRate === null ? '–' : formatShare(hitRate),
    formatCount(hits + revalidated),
    formatCount(misses),
    formatCount(stale),
    formatBytes(rule.savedBytes),
  ];
}
