import { err, ok, type Result } from '../../result.ts';
import type { Credentials } from '../credentials/types.ts';
import type { RegistryError } from '../error.ts';
import type { HttpRequest } from '../http/exchange.ts';
import { createLruMap } from '../lru.ts';
import type { Redactor } from '../redact.ts';
import { errorOf, type Refusal } from '../report.ts';
import { parseToken, type Token } from './token.ts';

export interface TokenQuestion {
  readonly realm: URL;
  readonly service: string | undefined;
  readonly scopes: readonly string[];
  readonly credentials: Credentials | undefined;
}

/** A token and whether it was made for this question, which a kept one was not. */
export interface IssuedToken {
  readonly value: string;
  readonly fresh: boolean;
}

export interface TokenSource {
  issue(question: TokenQuestion): Promise<Result<IssuedToken, RegistryError>>;
  /** Forgets a token that the registry refused. Another one that has been issued meanwhile stays. */
  drop(question: TokenQuestion, value: string): void;
}

/** Asks a token server; a status other than 200 is an error already. */
export type AskTokenServer = (request: HttpRequest) => Promise<Result<Refusal, RegistryError>>;

const maxTokens = 2_000;

/** Keeps tokens by realm, service, scope and user; whoever needs the same one at the same time shares one question. */
export function createTokenSource(ask: AskTokenServer, redactor: Redactor, now: () => number): TokenSource {
  const tokens = createLruMap<Token>(maxTokens);
  const pending = new Map<string, Promise<Result<Token, RegistryError>>>();

  const fetchToken = async (question: TokenQuestion, key: string): Promise<Result<Token, RegistryError>> => {
    const asked = now();
    const answer = await ask(tokenRequest(question));
    if (!answer.ok) return answer;
    const token = parseToken(answer.value.body, asked);
    if (!token.ok) return err(errorOf('protocol', question.realm.host, `gave ${token.error}`, redactor));
    redactor.protect(token.value.value);
    tokens.set(key, token.value);
    return token;
  };

  return {
    issue: async (question) => {
      const key = keyOf(question);
      const kept = tokens.get(key);
      if (kept !== undefined && now() < kept.staleAt) return ok({ value: kept.value, fresh: false });
      const asking = pending.get(key) ?? fetchToken(question, key).finally(() => pending.delete(key));
      pending.set(key, asking);
      const token = await asking;
      if (token.ok) return ok({ value: token.value.value, fresh: true });
      return kept !== undefined && now() < kept.expiresAt ? ok({ value: kept.value, fresh: false }) : token;
    },
    drop: (question, value) => {
      const key = keyOf(question);
      if (tokens.get(key)?.value === value) tokens.delete(key);
    },
  };
}

function keyOf({ realm, service, scopes, credentials }: TokenQuestion): string {
  const user =
    credentials?.kind === 'basic' ? [credentials.username, credentials.password] : (credentials?.token ?? '');
  return JSON.stringify([realm.href, service ?? '', scopes, user]);
}

/**
 * GET with Basic (distribution, "Token Authentication Specification"), or for an identity token POST with the grant
 * `refresh_token` ("OAuth2 Token Authentication").
 */
function tokenRequest({ realm, service, scopes, credentials }: TokenQuestion): HttpRequest {
  if (credentials?.kind === 'identity-token') {
    const form = new URLSearchParams({
      grant_type: 'refresh_token',
      ...(service === undefined ? {} : { service }),
      client_id: 'pullthrough',
      scope: scopes.join(' '),
      refresh_token: credentials.token,
    });
    const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' };
    const body = form.toString();
    return {
      method: 'POST',
      url: realm,
      headers: { ...headers, 'content-length': `${Buffer.byteLength(body)}` },
      body,
    };
  }
  const url = new URL(realm);
  if (service !== undefined) url.searchParams.set('service', service);
  for (const scope of scopes) url.searchParams.append('scope', scope);
  const basic = credentials?.kind === 'basic' ? { authorization: basicAuthorization(credentials) } : {};
  return { method: 'GET', url, headers: { accept: 'application/json', ...basic } };
}

/** RFC 7617, in UTF-8. */
export function basicAuthorization(pair: { readonly username: string; readonly password: string }): string {
  return `Basic ${Buffer.from(`${pair.username}:${pair.password}`).toString('base64')}`;
}
