import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Access } from './access.ts';

/** `refresh` tokens are passwords of a few hours, `access` tokens open what they name for some minutes. */
export type TokenKind = 'refresh' | 'access';

export interface TokenClaims {
  readonly user: string;
  /** None in a refresh token. */
  readonly access: readonly Access[];
}

export interface Tokens {
  issueRefresh(user: string, service: string): string;
  issueAccess(user: string, service: string, access: readonly Access[]): string;
  /** Undefined for whatever is not a token of this kind of ours, or is not valid at this moment. */
  read(kind: TokenKind, token: string): TokenClaims | undefined;
}

/** Seconds. `az acr login` is good for three hours at ACR too (learn.microsoft.com, "Authenticate with an Azure container registry"). */
const refreshLifetime = 3 * 3_600;

/** Seconds; long enough for one pull, and short enough that what was taken from a user ends soon. */
export const accessLifetime = 300;

/** Seconds that another server on the same store may be ahead of us. */
const leeway = 60;

const header = encode({ alg: 'HS256', typ: 'JWT' });

/**
 * Tokens as JWTs (RFC 7519) with the claims that ACR's have (Azure/acr, docs/AAD-OAuth.md), signed with HMAC-SHA256. The
 * header has to be ours to the byte, so that no token chooses its own algorithm (RFC 8725, 3.1).
 */
export function createTokens(key: Uint8Array, now: () => number): Tokens {
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest();
  const issue = (claims: Record<string, unknown>, lifetime: number): string => {
    const at = Math.floor(now() / 1_000);
    const times = { nbf: at, exp: at + lifetime, iat: at };
    const text = `${header}.${encode({ jti: randomUUID(), ...claims, ...times, iss: 'pullthrough', version: '1.0' })}`;
    return `${text}.${sign(text).toString('base64url')}`;
  };
  return {
    issueRefresh: (user, service) =>
      issue({ sub: user, aud: service, grant_type: 'refresh_token' }, refreshLifetime),
    issueAccess: (user, service, access) =>
      issue({ sub: user, aud: service, grant_type: 'access_token', access }, accessLifetime),
    read: (kind, token) => {
      const dot = token.lastIndexOf('.');
      if (!token.startsWith(`${header}.`) || dot <= header.length) return undefined;
      const signature = Buffer.from(token.slice(dot + 1), 'base64url');
      const expected = sign(token.slice(0, dot));
      if (signature.byteLength !== expected.byteLength || !timingSafeEqual(signature, expected))
        return undefined;
      return readClaims(token.slice(header.length + 1, dot), `${kind}_token`, now() / 1_000);
    },
  };
}

function readClaims(text: string, grant: string, at: number): TokenClaims | undefined {
  const claims = JSON.parse(Buffer.from(text, 'base64url').toString()) as Readonly<Record<string, unknown>>;
  const { sub, exp, nbf, access, grant_type: granted } = claims;
  if (granted !== grant || typeof sub !== 'string') return undefined;
  if (typeof exp !== 'number' || typeof nbf !== 'number' || at >= exp || at < nbf - leeway) return undefined;
  return { user: sub, access: Array.isArray(access) ? (access as readonly Access[]) : [] };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
