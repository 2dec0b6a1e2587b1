import { formatBytes, formatCount, formatDuration, formatShare } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { StatusReport } from '../report.ts';

/** The figures that say most, and the state of the server. */
export function summarySection({ state, total, store, uptimeSeconds }: StatusReport): Html {
  const { hitRate, hits, revalidated, stale, misses } = total;
  return html`<p id="state" class="state ${state}" data-live>${states[state]}</p>
<dl id="summary" class="figures" data-live>
${figure('Hit rate', hitRate === null ? '–' : formatShare(hitRate), `${formatCount(hits + revalidated + stale)} of ${formatCount(hits + revalidated + stale + misses)} from the store`)}
${figure('Saved', formatBytes(total.savedBytes), `${formatBytes(total.sentBytes)} sent, ${formatBytes(total.receivedBytes)} fetched`)}
${figure('Store', store.bytes === null ? 'measuring' : formatBytes(store.bytes), storeNote(store))}
${figure('Up for', formatDuration(uptimeSeconds), `${formatCount(total.requests)} requests`)}
</dl>`;
}

const states: Readonly<Record<StatusReport['state'], string>> = {
  ready: 'Ready',
  offline: 'Offline: only what is in the store is served, and no upstream is asked',
  stopping: 'Stopping: what runs is finished, and nothing new is welcome',
};

function figure(name: string, value: string, note: string): Html {
  return html`<div><dt>${name}</dt><dd><strong>${value}</strong> <small>${note}</small></dd></div>`;
}

function storeNote({ blobs, bytes, maxBytes }: StatusReport['store']): string {
  const held = blobs === null ? '' : `${formatCount(blobs)} blobs`;
  if (maxBytes === null) return held;
  const filled = bytes === null ? '' : ` (${formatShare(Math.min(1, bytes / maxBytes))})`;
  return `${held}${held === '' ? '' : ', '}of ${formatBytes(maxBytes)}${filled}`;
}
