import { isIP } from 'node:net';

/** A host name or address in lower case, without port, brackets and the dot at the end that DNS allows. */
export function hostnameOf(host: string): string {
  const lower = host.toLowerCase();
  const bracket = lower.startsWith('[') ? lower.indexOf(']') : -1;
  if (bracket !== -1) return lower.slice(1, bracket);
  const bare = isIP(lower) === 6 ? lower : lower.replace(/:\d*$/, '');
  return bare.endsWith('.') ? bare.slice(0, -1) : bare;
}

/** 127.0.0.0/8, ::1 and names below `localhost` (RFC 6761, section 6.3). */
export function isLoopback(host: string): boolean {
  const name = hostnameOf(host);
  if (name === 'localhost' || name.endsWith('.localhost')) return true;
  const address = mappedAddress(name);
  return isIP(address) === 4 ? address.startsWith('127.') : address === '::1';
}

/**
 * An address that means this machine or its own link, where clouds answer with instance credentials: loopback, `0.0.0.0`
 * and `::`, 169.254.0.0/16 and fe80::/10. Only literal addresses and `localhost` are seen; what DNS says is not.
 */
export function isLocalAddress(host: string): boolean {
  if (isLoopback(host)) return true;
  const address = mappedAddress(hostnameOf(host));
  if (isIP(address) === 4) return address.startsWith('169.254.') || address.startsWith('0.');
  return isIP(address) === 6 && (address === '::' || /^fe[89ab]/.test(address));
}

/** `::ffff:7f00:1`, which is how URL spells `::ffff:127.0.0.1`, is the IPv4 address in it. */
function mappedAddress(name: string): string {
  const mapped = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/.exec(name);
  if (mapped === null) return name.startsWith('::ffff:') ? name.slice('::ffff:'.length) : name;
  const value = (Number.parseInt(mapped[1] ?? '', 16) << 16) | Number.parseInt(mapped[2] ?? '', 16);
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
}
