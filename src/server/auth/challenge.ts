import type { IncomingMessage } from 'node:http';
import type { ErrorAnswer } from '../http/errors.ts';
import { ownHost, ownUrl } from '../http/own-address.ts';
import { type Access, formatScope, type Need } from './access.ts';

/** Why what was shown does not do (RFC 6750, 3.1). */
export type TokenFault = 'invalid_token' | 'insufficient_scope';

/**
 * The answer to who has to show something first, in the words of ACR (Azure/acr, docs/AAD-OAuth.md): where to get a token,
 * for which service and scope. Without a space after the commas, which az takes the challenge apart at.
 */
export function tokenChallenge(request: IncomingMessage, need: Need, fault?: TokenFault): ErrorAnswer {
  const parameters = [
    `realm="${ownUrl(request)}/oauth2/token"`,
    `service="${ownHost(request)}"`,
    ...(need === 'any' ? [] : [`scope="${formatScope(need)}"`]),
    ...(fault === undefined ? [] : [`error="${fault}"`]),
  ];
  return {
    status: 401,
    code: 'UNAUTHORIZED',
    message: 'authentication required',
    detail: need === 'any' ? null : details(need),
    headers: { 'WWW-Authenticate': `Bearer ${parameters.join(',')}` },
  };
}

/** For what a browser or Prometheus asks for: they know nothing of tokens. */
export function passwordChallenge(): ErrorAnswer {
  return {
    status: 401,
    code: 'UNAUTHORIZED',
    message: 'authentication required',
    detail: null,
    headers: { 'WWW-Authenticate': 'Basic realm="pullthrough", charset="UTF-8"' },
  };
}

export const tooManyPasswords: ErrorAnswer = {
  status: 429,
  code: 'TOOMANYREQUESTS',
  message: 'too many passwords wait to be checked',
  headers: { 'Retry-After': '1' },
};

function details({ type, name, actions }: Access): readonly Readonly<Record<string, string>>[] {
  return actions.map((action) => ({ Type: type, Name: name, Action: action }));
}
