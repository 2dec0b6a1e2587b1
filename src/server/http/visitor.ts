import type { IncomingHttpHeaders } from 'node:http';
import { isIP } from 'node:net';
import { hostnameOf } from '../../registry/index.ts';
import type { ErrorAnswer } from './errors.ts';

/** Whether a server goes by a host name; `host` is a request's `Host`. */
export type KnownHosts = (host: string) => boolean;

/** Domains below which nobody can register a name (RFC 6761, RFC 6762, and ICANN's reservation of `internal`). */
const reservedDomains: readonly string[] = ['internal', 'local', 'localhost', 'test'];

/**
 * The names of a server that listens on this machine alone. A web page can have its own name lead to 127.0.0.1 once it is loaded
 * (DNS rebinding), and would then read what the team's credentials pull. Such a name is one that can be registered: an address, a
 * name without a dot and one below a reserved domain are none. A server that other machines reach goes by any name.
 */
export function knownHosts(names: readonly string[]): KnownHosts {
  const own = new Set(names.map(hostnameOf));
  return (host) => {
    const name = hostnameOf(host);
    if (isIP(name) !== 0 || !name.includes('.') || own.has(name)) return true;
    return reservedDomains.some((domain) => name.endsWith(`.${domain}`));
  };
}

/** Why a request is not answered: somebody's web page has made a browser send it. Registry clients send none of the headers. */
export function refuseVisitor(
  headers: IncomingHttpHeaders,
  path: string,
  isKnownHost: KnownHosts,
): ErrorAnswer | undefined {
  const { host } = headers;
  if (host !== undefined && !isKnownHost(host)) {
    return {
      status: 421,
      code: 'DENIED',
      message: `this server does not go by the name in Host; start it with --allow-host if it is to`,
    };
  }
  return isForeign(headers, path)
    ? { status: 403, code: 'DENIED', message: 'another web site may not ask this server' }
    : undefined;
}

/** By Fetch Metadata, and by `Origin` for what does not send that. Somebody may follow a link to what is shown to people. */
function isForeign(headers: IncomingHttpHeaders, path: string): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  const followed = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  if (site === 'cross-site' || site === 'same-site') return !followed || isApi(path);
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== host?.toLowerCase();
}

function isApi(path: string): boolean {
  return ['/v2/', '/acr/', '/oauth2/'].some((root) => `${path}/`.startsWith(root));
}
