/** What a client shows in `Authorization` (RFC 7617, RFC 6750). */
export type Presented =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'malformed' };

/** Characters of the header: more than any token of ours, or any password that bcrypt looks at, takes. */
const maxLength = 16_384;

const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** RFC 6750, 2.1: b64token. */
const bearer = /^[A-Za-z0-9._~+/-]+=*$/;

export function parseAuthorization(header: string | undefined): Presented {
  if (header === undefined) return { kind: 'nothing' };
  if (header.length > maxLength) return { kind: 'malformed' };
  const space = header.indexOf(' ');
  const scheme = header.slice(0, Math.max(space, 0)).toLowerCase();
  const rest = header.slice(space + 1).trim();
  if (scheme === 'bearer' && bearer.test(rest)) return { kind: 'bearer', token: rest };
  if (scheme !== 'basic' || !base64.test(rest)) return { kind: 'malformed' };
  const pair = utf8(Buffer.from(rest, 'base64'));
  const colon = pair?.indexOf(':') ?? -1;
  if (pair === undefined || colon < 1) return { kind: 'malformed' };
  return { kind: 'basic', user: pair.slice(0, colon), password: pair.slice(colon + 1) };
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
