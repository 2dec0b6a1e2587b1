import { formatCount, formatDuration } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { StatusReport, UpstreamStatus } from '../report.ts';
import { table } from './table.ts';
import { ago } from './time.ts';

export function upstreamsSection({ upstreams }: StatusReport, now: number): Html {
  return table({
    id: 'upstreams',
    title: 'Upstreams',
    columns: ['Registry', 'State', 'Pulls left', 'Last error'],
    numeric: ['Pulls left'],
    rows:
      upstreams.length === 0
        ? ['No upstream has been asked yet.']
        : upstreams.map((upstream) => row(upstream, now)),
  });
}

function row(upstream: UpstreamStatus, now: number): readonly (Html | string)[] {
  const { registry, rateLimit, lastError } = upstream;
  const left = rateLimit?.remaining ?? null;
  const limit = rateLimit?.limit ?? null;
  const pulls =
    left === null ? '–' : `${formatCount(left)}${limit === null ? '' : ` of ${formatCount(limit)}`}`;
  const error =
    lastError === null
      ? html`none`
      : html`${lastError.message} <small>${lastError.code}, ${ago(lastError.at, now)}</small>`;
  return [registry, stateOf(upstream, now), pulls, error];
}

function stateOf({ answeredAt, lastError, retryAfterSeconds }: UpstreamStatus, now: number): Html {
  if (retryAfterSeconds > 0) {
    return html`<span class="bad">asked to wait for ${formatDuration(retryAfterSeconds)}</span>`;
  }
  const failing = lastError !== null && (answeredAt === null || answeredAt <= lastError.at);
  if (failing) return html`<span class="bad">failing</span>`;
  return answeredAt === null
    ? html`–`
    : html`<span class="good">answering</span> <small>${ago(answeredAt, now)}</small>`;
}
