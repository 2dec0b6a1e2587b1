import { createHash } from 'node:crypto';
import { formatShare } from './format.ts';
import { type Html, html } from './html.ts';
import type { StatusReport } from './report.ts';
import type { RepositoryPage } from './repositories.ts';
import { script } from './script.ts';
import { fillsSection } from './sections/fills.ts';
import { repositoriesSection } from './sections/repositories.ts';
import { rulesSection } from './sections/rules.ts';
import { summarySection } from './sections/summary.ts';
import { upstreamsSection } from './sections/upstreams.ts';
import { style } from './style.ts';

export interface StatusPage {
  readonly report: StatusReport;
  readonly images: RepositoryPage;
  /** Of the images. */
  readonly isFirstPage: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** The whole page. It loads nothing but itself, and is read without scripts, too. */
export function statusPage({ report, images, isFirstPage, now }: StatusPage): string {
  const { total, program, loginServer, state } = report;
  const rate = state === 'ready' && total.hitRate !== null ? formatShare(total.hitRate) : state;
  return html`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${rate} · pullthrough</title>
<link rel="icon" href="data:,">
<noscript><meta http-equiv="refresh" content="5"></noscript>
<style>${inline(style)}</style>
</head>
<body>
<header><h1>pullthrough</h1><p>${loginServer === null ? 'a registry of cache rules' : `the cache rules of ${loginServer}`}</p></header>
<p id="connection" role="status" hidden></p>
<main>
${summarySection(report)}
${fillsSection(report)}
${rulesSection(report)}
${upstreamsSection(report, now)}
${repositoriesSection(images, isFirstPage, now)}
</main>
<footer>pullthrough ${program} · counts begin when the server starts · <a href="/status.json">status.json</a> · <a href="/metrics">metrics</a></footer>
<script>${inline(script)}</script>
</body>
</html>
`.markup;
}

/** Nothing but the page's own style and script, told by their digests; nobody may frame the page (Content Security Policy Level 3). */
export const contentSecurityPolicy: string = [
  "default-src 'none'",
  `style-src '${digestOf(style)}'`,
  `script-src '${digestOf(script)}'`,
  "connect-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

function digestOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** Style and script are ours, and hold nothing that ends them early. */
function inline(text: string): Html {
  return { markup: text };
}
