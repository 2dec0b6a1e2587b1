import { formatBytes, formatShare } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { FillStatus, StatusReport } from '../report.ts';
import { emptyRow, shortDigest, table } from './table.ts';

const shownFills = 50;

/** What is on its way from the upstreams. */
export function fillsSection({ fills }: StatusReport): Html {
  const rows = fills.slice(0, shownFills).map(row);
  const more = fills.length - shownFills;
  return table({
    id: 'fills',
    title: 'On the way',
    columns: ['Blob', 'From', 'Progress', 'Readers'],
    numeric: ['Readers'],
    rows:
      rows.length === 0
        ? [emptyRow(4, 'Nothing is being fetched.')]
        : [...rows, ...(more > 0 ? [emptyRow(4, `and ${more} more`)] : [])],
  });
}

function row({ digest, source, rule, receivedBytes, sizeBytes, readers }: FillStatus): Html {
  return html`<tr><th scope="row">${shortDigest(digest)}</th><td>${source} <small>${rule}</small></td><td>${progress(digest, receivedBytes, sizeBytes)}</td><td class="number">${readers}</td></tr>`;
}

function progress(digest: string, received: number, size: number | null): Html {
  const label = `progress of ${digest}`;
  if (size === null)
    return html`<progress aria-label="${label}"></progress> <small>${formatBytes(received)}</small>`;
  return html`<progress aria-label="${label}" value="${received}" max="${size}"></progress> <small>${formatBytes(received)} of ${formatBytes(size)}, ${formatShare(received / size)}</small>`;
}
