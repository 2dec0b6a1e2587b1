import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { refuseVisitor } from '../http/visitor.ts';
import type { Log } from '../observe/log.ts';
import { type ArmAnswer, type ArmError, refusal } from './answer.ts';
import { answerArm, answerLogin } from './answer-request.ts';
import type { ArmRequest, Plane } from './plane.ts';
import { readBody } from './read-body.ts';
import { type ArmRoute, parseArmRoute } from './routes.ts';

export interface ArmHandlerSettings {
  readonly plane: Plane;
  readonly log: Log;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Answers what is not the control plane's. */
  readonly next: RequestListener;
}

/** Answers the control plane's paths, and hands all others on. */
export function armHandler(settings: ArmHandlerSettings): RequestListener {
  return (request, response) => {
    const [path = '', query = ''] = splitOnce(request.url ?? '', '?');
    const route = parseArmRoute(path);
    if (route === undefined) {
      settings.next(request, response);
      return;
    }
    serve(request, response, route, new URLSearchParams(query), settings).catch((error: unknown) => {
      // The client left in the middle of its request.
      if (request.readableAborted) return;
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      settings.log({ level: 'error', event: 'fault', message });
      if (response.headersSent) response.destroy();
      else send(response, refusal({ status: 500, code: 'InternalServerError', message: 'internal error' }));
    });
  };
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  route: ArmRoute,
  query: URLSearchParams,
  settings: ArmHandlerSettings,
): Promise<void> {
  const method = request.method ?? '';
  const answer = await answerFor(request, response, { method, route, query, body: undefined }, settings);
  send(response, answer);
  settings.log({
    level: 'info',
    event: 'control-plane',
    method,
    path: request.url?.split('?', 1)[0]?.slice(0, 1_000),
    status: answer.status,
  });
}

async function answerFor(
  request: IncomingMessage,
  response: ServerResponse,
  empty: ArmRequest,
  { plane, now }: ArmHandlerSettings,
): Promise<ArmAnswer> {
  // By TLS a page cannot pose as this server; what it sends across is refused by its headers.
  if (refuseVisitor(request.headers, '', () => true) !== undefined) {
    request.resume();
    return refusal(foreign);
  }
  const login = answerLogin(empty, plane.origin, now());
  if (login !== undefined) {
    // The form of a log-in: nothing in it is wanted, least of all the password.
    request.resume();
    return login;
  }
  if (!/^Bearer \S/i.test(request.headers.authorization ?? '')) {
    request.resume();
    return unauthenticated(plane.origin);
  }
  if (request.headers.expect !== undefined) response.writeContinue();
  const body = await readBody(request);
  return body.ok ? answerArm({ ...empty, body: body.value }, plane) : refusal(body.error);
}

const foreign: ArmError = {
  status: 403,
  code: 'AuthorizationFailed',
  message: 'Another web site may not ask this server.',
};

/** Whose token it is matters to nobody here; but what sends none to Azure fails there, and so it does here. */
function unauthenticated(origin: string): ArmAnswer {
  return {
    ...refusal({
      status: 401,
      code: 'AuthenticationFailed',
      message: "Authentication failed. The 'Authorization' header is missing.",
    }),
    headers: { 'WWW-Authenticate': `Bearer authorization_uri="${origin}/adfs"` },
  };
}

function send(response: ServerResponse, { status, body, headers = {} }: ArmAnswer): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, {
    'Cache-Control': 'no-cache',
    ...(status === 204 ? {} : { 'Content-Length': Buffer.byteLength(text) }),
    ...(text === '' ? {} : { 'Content-Type': 'application/json; charset=utf-8' }),
    ...headers,
  });
  response.end(text);
}

function splitOnce(text: string, mark: string): readonly string[] {
  const at = text.indexOf(mark);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
