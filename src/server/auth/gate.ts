import type { Exchange } from '../exchange.ts';
import type { ErrorAnswer } from '../http/errors.ts';
import { sendError } from '../http/reply.ts';
import { covers, neededAccess } from './access.ts';
import { parseAuthorization } from './authorization.ts';
import { passwordChallenge, tokenChallenge, tooManyPasswords } from './challenge.ts';
import { identify } from './identify.ts';
import type { Admission } from './types.ts';

/** What is asked by who has no password: whether the server lives, and for tokens. */
const openPaths: ReadonlySet<string> = new Set(['/healthz', '/readyz', '/oauth2/token', '/oauth2/exchange']);

/** Whether a request is to be answered; where it is not, the refusal is sent. */
export function admit(exchange: Exchange, admission: Admission): true | Promise<boolean> {
  if (admission.kind === 'open') return true;
  if (admission.kind === 'required')
    return openPaths.has(exchange.path) ? true : admitKnown(exchange, admission);
  const { request, path } = exchange;
  const ping = (path === '/v2/' || path === '/v2') && request.headers.authorization === undefined;
  if (!ping) return true;
  refuse(exchange, tokenChallenge(request, 'any'));
  return Promise.resolve(false);
}

async function admitKnown(
  exchange: Exchange,
  admission: Extract<Admission, { readonly kind: 'required' }>,
): Promise<boolean> {
  const { request, path } = exchange;
  const need = neededAccess(request.method ?? '', path);
  const registry = path === '/v2' || path.startsWith('/v2/') || path.startsWith('/acr/');
  const shown = parseAuthorization(request.headers.authorization);
  if (shown.kind === 'bearer') {
    const claims = admission.tokens.read('access', shown.token);
    if (claims !== undefined && (need === 'any' || covers(claims.access, need))) return true;
    const fault = claims === undefined ? 'invalid_token' : 'insufficient_scope';
    return refuse(exchange, registry ? tokenChallenge(request, need, fault) : passwordChallenge());
  }
  if (shown.kind === 'basic') {
    const identified = await identify(shown.user, shown.password, admission);
    if (identified === 'busy') return refuse(exchange, tooManyPasswords);
    if (identified !== 'refused') return true;
  }
  return refuse(exchange, registry ? tokenChallenge(request, need) : passwordChallenge());
}

function refuse({ request, response, path, notes }: Exchange, answer: ErrorAnswer): false {
  notes.kind = 'refused';
  if (path.startsWith('/v2')) response.setHeader('Docker-Distribution-API-Version', 'registry/2.0');
  sendError(request, response, answer);
  return false;
}
