import { formatDuration } from '../format.ts';
import { type Html, html } from '../html.ts';

/** How long ago something was, with the time itself for programs and for whoever points at it. */
export function ago(time: string, now: number): Html {
  const seconds = Math.max(0, (now - Date.parse(time)) / 1_000);
  return html`<time datetime="${time}" title="${time}">${seconds < 1 ? 'now' : `${formatDuration(seconds)} ago`}</time>`;
}
