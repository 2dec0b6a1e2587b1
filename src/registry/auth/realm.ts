import { err, ok, type Result } from '../../result.ts';
import { hostnameOf, isLocalAddress } from '../hosts.ts';
import { registrableDomain } from './registrable-domain.ts';

/**
 * Whether tokens for a registry may be asked of the address that it names as its realm, which is where the registry's
 * credentials go (CVE-2026-33540): the registry's own host; another host of the same registrable domain over https; a host
 * that the user has allowed. Never http for a registry on https. The error is a phrase without the query of the address.
 */
export function acceptRealm(realm: string, registry: URL, allowed: readonly string[]): Result<URL, string> {
  if (!URL.canParse(realm)) return err('a realm that is no address');
  const url = new URL(realm);
  const place = JSON.stringify(url.origin);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return err('a realm that is neither http nor https');
  if (url.username !== '' || url.password !== '') return err(`a realm with a user name (${place})`);
  if (url.protocol === 'http:' && registry.protocol === 'https:') {
    return err(`the realm ${place} without TLS, which a registry on https may not`);
  }
  url.hash = '';
  const host = hostnameOf(url.hostname);
  const own = hostnameOf(registry.hostname);
  if (host === own || isAllowed(url, allowed)) return ok(url);
  if (isLocalAddress(host)) return err(`the realm ${place}, an address of this machine`);
  const domain = registrableDomain(host);
  if (url.protocol === 'https:' && domain !== undefined && domain === registrableDomain(own)) return ok(url);
  return err(`the realm ${place}, which is neither its own domain over https nor an allowed one`);
}

/** An entry without a port means the scheme's own. */
function isAllowed(url: URL, allowed: readonly string[]): boolean {
  return allowed.some((entry) => {
    const text = `${url.protocol}//${entry.trim()}`;
    return URL.canParse(text) && new URL(text).host === url.host;
  });
}
