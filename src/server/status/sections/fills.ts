import { formatBytes, formatCount, formatShare } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { FillStatus, StatusReport } from '../report.ts';
import { shortDigest, table } from './table.ts';

const shownFills = 50;

/** What is on its way from the upstreams. */
export function fillsSection({ fills }: StatusReport): Html {
  const more = fills.length - shownFills;
  return table({
    id: 'fills',
    title: 'On the way',
    columns: ['Blob', 'From', 'Progress', 'Readers'],
    numeric: ['Readers'],
    rows: [
      ...fills.slice(0, shownFills).map(row),
      ...(fills.length === 0 ? ['Nothing is being fetched.'] : []),
      ...(more > 0 ? [`and ${formatCount(more)} more`] : []),
    ],
  });
}

function row({
  digest,
  source,
  rule,
  receivedBytes,
  sizeBytes,
  readers,
}: FillStatus): readonly (Html | string)[] {
  const from = html`${source} <small>${rule}</small>`;
  return [shortDigest(digest), from, progress(digest, receivedBytes, sizeBytes), String(readers)];
}

function progress(digest: string, received: number, size: number | null): Html {
  const label = `progress of ${digest}`;
  if (size === null)
    return html`<progress aria-label="${label}"></progress> <small>${formatBytes(received)}</small>`;
  return html`<progress aria-label="${label}" value="${received}" max="${size}"></progress> <small>${formatBytes(received)} of ${formatBytes(size)}, ${formatShare(received / size)}</small>`;
}
