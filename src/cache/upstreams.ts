import { supportedUpstreams, type Upstream } from './supported-upstreams.ts';
import { type UnsupportedUpstream, unsupportedUpstreams } from './unsupported-upstreams.ts';

export type { Upstream } from './supported-upstreams.ts';

/** What ACR supports changes: the catalogue names its day and its source. */
export interface UpstreamCatalogue {
  readonly asOf: string;
  readonly source: string;
  readonly upstreams: readonly Upstream[];
}

export const upstreamCatalogue: UpstreamCatalogue = {
  asOf: '2026-11-23',
  source:
    'https://learn.microsoft.com/azure/container-registry/artifact-cache-overview#upstream-support, and the hosts that the UpstreamNotSupported error lists',
  upstreams: supportedUpstreams,
};

/** The catalogue's entry for a host; undefined when ACR cannot cache it. */
export function findUpstream(host: string): Upstream | undefined {
  return find(supportedUpstreams, host);
}

/** What is known of a host that ACR cannot cache. */
export function findUnsupported(host: string): UnsupportedUpstream | undefined {
  return find(unsupportedUpstreams, host);
}

/** First path of the targets for a host: `docker-hub`, `gar-us-docker`. */
export function defaultTargetPrefix(upstream: Upstream, host: string): string {
  if (!upstream.loginServer.startsWith('*.')) return upstream.targetPrefix;
  const label = host.toLowerCase().slice(0, host.length - upstream.loginServer.length + 1);
  return `${upstream.targetPrefix}-${label.replaceAll(/[^a-z0-9]+/g, '-')}`;
}

/** Whether a path of the team's registry begins as targets usually do: a path there is likely meant for the cache. */
export function looksLikeTarget(path: string): boolean {
  return supportedUpstreams.some(({ loginServer, targetPrefix }) =>
    loginServer.startsWith('*.') ? path.startsWith(`${targetPrefix}-`) : path.startsWith(`${targetPrefix}/`),
  );
}

function find<T extends { readonly loginServer: string }>(
  entries: readonly T[],
  host: string,
): T | undefined {
  const name = host.toLowerCase();
  const exact = entries.find(({ loginServer }) => loginServer === name);
  return exact ?? entries.find(({ loginServer }) => isBelowDomain(name, loginServer));
}

function isBelowDomain(host: string, pattern: string): boolean {
  return pattern.startsWith('*.') && host.length > pattern.length - 1 && host.endsWith(pattern.slice(1));
}
