import type { Exchange } from '../exchange.ts';
import type { ErrorAnswer } from '../http/errors.ts';
import { readForm } from '../http/form.ts';
import { ownHost } from '../http/own-address.ts';
import { sendError, sendJson } from '../http/reply.ts';
import { parseScopes } from './access.ts';
import { parseAuthorization } from './authorization.ts';
import { passwordChallenge, tooManyPasswords } from './challenge.ts';
import { type Identified, identify, identifyByToken, tokenUser } from './identify.ts';
import { accessLifetime } from './tokens.ts';
import type { Admission } from './types.ts';

/** Bytes of a form; the token of an identity provider takes up to some 8 KiB. */
const maxFormBytes = 65_536;

const maxServiceLength = 300;

/** Tokens are nobody's to keep (RFC 6749, 5.1). */
const uncached = { 'Cache-Control': 'no-store' };

/** `/oauth2/token` and `/oauth2/exchange`. Whether the path is one of them; such a request's body is read here. */
export function isTokenRequest({ path }: Pick<Exchange, 'path'>): boolean {
  return path === '/oauth2/token' || path === '/oauth2/exchange';
}

/**
 * Gives tokens as ACR does (Azure/acr, docs/AAD-OAuth.md and docs/Token-BasicAuth.md): `GET /oauth2/token` for a name and
 * password in `Authorization`, as docker and podman ask; `POST` with a refresh token, or a name and password, as az and
 * containerd ask; `POST /oauth2/exchange` for an identity provider's token, which only those can get who need none.
 */
export async function serveTokens(exchange: Exchange, admission: Admission): Promise<void> {
  const { request, response, path, query, notes } = exchange;
  notes.kind = 'token';
  const posted = request.method === 'POST';
  if (!posted && (request.method !== 'GET' || path === '/oauth2/exchange')) {
    request.resume();
    sendError(request, response, wrongMethod(path));
    return;
  }
  if (!posted) request.resume();
  const form = posted ? await readForm(request, response, maxFormBytes) : query;
  if (form === undefined) {
    sendError(request, response, tooLong);
    return;
  }
  const service = form.get('service')?.slice(0, maxServiceLength) ?? ownHost(request);
  if (path === '/oauth2/exchange') {
    const answer = exchangeIdentity(form, admission);
    if (typeof answer !== 'string') sendError(request, response, answer);
    else
      sendJson(request, response, uncached, {
        refresh_token: admission.tokens.issueRefresh(answer, service),
      });
    return;
  }
  const identified = posted
    ? await identifyPosted(form, admission)
    : await identifyShown(request.headers.authorization, admission);
  if (typeof identified === 'string' || 'status' in identified) {
    sendError(request, response, refusal(identified));
    return;
  }
  const token = admission.tokens.issueAccess(identified.user, service, parseScopes(form.getAll('scope')));
  sendJson(request, response, uncached, { access_token: token, expires_in: accessLifetime });
}

/** Who asks by `GET`. Without passwords to check everybody is somebody. */
async function identifyShown(header: string | undefined, admission: Admission): Promise<Identified> {
  const shown = parseAuthorization(header);
  if (admission.kind !== 'required') return { user: shown.kind === 'basic' ? shown.user : tokenUser };
  return shown.kind === 'basic' ? identify(shown.user, shown.password, admission) : 'refused';
}

async function identifyPosted(
  form: URLSearchParams,
  admission: Admission,
): Promise<Identified | ErrorAnswer> {
  const grant = form.get('grant_type');
  const field = (name: string): string => form.get(name) ?? '';
  const open = admission.kind !== 'required';
  switch (grant) {
    case 'refresh_token':
      if (!open) return identifyByToken(field('refresh_token'), admission);
      return { user: admission.tokens.read('refresh', field('refresh_token'))?.user ?? tokenUser };
    case 'password':
      if (!open) return identify(field('username'), field('password'), admission);
      return { user: field('username') || tokenUser };
    case 'access_token':
      return open ? { user: tokenUser } : 'refused';
    default:
      return wrongGrant('refresh_token or password');
  }
}

/** The user that a token of an identity provider stands for. There is none whom we could ask, so none is believed where it matters. */
function exchangeIdentity(form: URLSearchParams, admission: Admission): string | ErrorAnswer {
  const grant = form.get('grant_type');
  if (grant === null || !['access_token', 'access_token_refresh_token', 'refresh_token'].includes(grant))
    return wrongGrant('access_token');
  if ((form.get('access_token') ?? form.get('refresh_token') ?? '') === '')
    return { status: 400, code: 'UNAUTHORIZED', message: 'the token to exchange is missing' };
  if (admission.kind !== 'required') return tokenUser;
  return {
    status: 401,
    code: 'UNAUTHORIZED',
    message: 'no identity provider is asked here: use a user name and password of the htpasswd file',
  };
}

function refusal(reason: 'refused' | 'busy' | ErrorAnswer): ErrorAnswer {
  if (reason === 'busy') return tooManyPasswords;
  return reason === 'refused' ? passwordChallenge() : reason;
}

function wrongGrant(right: string): ErrorAnswer {
  return { status: 400, code: 'UNSUPPORTED', message: `grant_type has to be ${right}` };
}

function wrongMethod(path: string): ErrorAnswer {
  const allowed = path === '/oauth2/token' ? 'GET, POST' : 'POST';
  return {
    status: 405,
    code: 'UNSUPPORTED',
    message: `this endpoint takes ${allowed}`,
    headers: { Allow: allowed },
  };
}

const tooLong: ErrorAnswer = {
  status: 413,
  code: 'UNSUPPORTED',
  message: `the form is longer than ${maxFormBytes} bytes`,
  headers: { Connection: 'close' },
};
