import { err, ok, type Result } from '../../result.ts';

export interface Token {
  readonly value: string;
  /** From when on a new one is asked for, and until when this one still serves if that fails; milliseconds since 1970. */
  readonly staleAt: number;
  readonly expiresAt: number;
}

/** What the token specification says to assume where `expires_in` is missing. */
const defaultLifetimeSeconds = 60;
const longestLifetimeSeconds = 24 * 3600;
/** Asking anew at this part of the lifetime leaves the request in hand time to get through. */
const refreshAt = 0.8;
const maxLength = 48 * 1024;

/**
 * Reads the answer of a token server (distribution, "Token Authentication Specification" and "OAuth2 Token Authentication"): `token` or
 * `access_token`. Times count from `now`, when we asked, not from the server's `issued_at`: clocks differ.
 */
export function parseToken(body: Buffer, now: number): Result<Token, string> {
  const fields = parseObject(body);
  if (fields === undefined) return err('an answer that is no JSON object');
  const value = [fields.token, fields.access_token].find(
    (field) => typeof field === 'string' && field !== '',
  );
  if (typeof value !== 'string') return err('neither token nor access_token');
  // Whatever goes into a header must be unable to end it.
  if (!/^[\x21-\x7e]+$/.test(value) || value.length > maxLength)
    return err('a token that no header can carry');
  const seconds = fields.expires_in;
  const usable = typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0;
  const lifetime = Math.min(usable ? seconds : defaultLifetimeSeconds, longestLifetimeSeconds) * 1000;
  return ok({ value, staleAt: now + lifetime * refreshAt, expiresAt: now + lifetime });
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
