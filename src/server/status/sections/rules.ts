import { formatBytes, formatCount, formatShare } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { RuleStatus, StatusReport } from '../report.ts';
import { emptyRow, table } from './table.ts';

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
      ...(more > 0 ? [emptyRow(columns.length, `and ${formatCount(more)} more, in /status.json`)] : []),
      ...(rules.length === 0 ? [emptyRow(columns.length, 'There is no rule.')] : []),
    ],
  });
}

function row(rule: RuleStatus): Html {
  const { name, source, target, credentialSet, requests, hitRate, hits, revalidated, misses, stale } = rule;
  const cells = [
    formatCount(requests),
    hitRate === null ? '–' : formatShare(hitRate),
    formatCount(hits + revalidated),
    formatCount(misses),
    formatCount(stale),
    formatBytes(rule.savedBytes),
  ];
  return html`<tr><th scope="row">${name}</th><td>${source}</td><td>${target}</td><td>${credentialSet ?? '–'}</td>${cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>`;
}
