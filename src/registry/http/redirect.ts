import { err, ok, type Result } from '../../result.ts';
import { isLocalAddress } from '../hosts.ts';

/** What Go's client and with it every registry client follows at most is 10. */
export const maxRedirects = 10;

const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

export function isRedirect(status: number): boolean {
  return redirects.has(status);
}

/**
 * Where a redirect leads, absolute or relative to `from` (RFC 9110, section 10.2.2), or why we do not go there. From https it never
 * leads to http, and only a registry on this machine may send us to an address of this machine or its link, where clouds
 * serve instance credentials. User names in the target are dropped.
 */
export function redirectTarget(from: URL, location: string | undefined): Result<URL, string> {
  if (location === undefined || !URL.canParse(location, from.href)) return err('a redirect to no address');
  const target = new URL(location, from);
  const place = JSON.stringify(target.origin);
  if (target.protocol !== 'https:' && target.protocol !== 'http:') {
    return err(`a redirect to the scheme ${JSON.stringify(target.protocol)}`);
  }
  if (from.protocol === 'https:' && target.protocol === 'http:') {
    return err(`a redirect from https to http (${place})`);
  }
  if (isLocalAddress(target.hostname) && !isLocalAddress(from.hostname)) {
    return err(`a redirect to a local address (${place})`);
  }
  target.username = '';
  target.password = '';
  target.hash = '';
  return ok(target);
}
