import { describe, expect, it } from 'vitest';
import {
  type Credentials,
  type CredentialsProvider,
  getManifest,
  headManifest,
  listRepositories,
  ping,
} from '../../../src/registry/index.ts';
import { clientOf, errorOf, unwrap } from '../../support/registry/client.ts';
import { type Handler, send, sendErrors, sendJson, startServer } from '../../support/registry/server.ts';

const having =
  (credentials: Credentials): CredentialsProvider =>
  async () => ({ credentials, problems: [] });
const pair = having({ kind: 'basic', username: 'me', password: 'pa:ss' });
const pairHeader = `Basic ${Buffer.from('me:pa:ss').toString('base64')}`;

interface TokenRegistry {
  /** Extra parameters of the challenge; `false` sends no scope. */
  readonly hint?: string | false;
  readonly answer?: (nth: number) => unknown;
  /** The tokens that the registry takes. */
  readonly valid: (token: string) => boolean;
  readonly refuse?: Handler;
}

/** A registry and its token server on one port, as ghcr.io has it. */
function tokenRegistry({ hint, answer, valid, refuse }: TokenRegistry): Handler {
  let issued = 0;
  return (request, response, nth) => {
    const url = new URL(request.url, 'http://registry');
    if (url.pathname === '/token') return sendJson(response, answer?.(++issued) ?? { token: 'good' });
    const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (valid(token)) return sendJson(response, {});
    if (refuse !== undefined && token !== '') return refuse(request, response, nth);
    const scope = hint === false ? '' : `,scope="${hint ?? 'repository:user/image:pull'}"`;
    const challenge = `Bearer realm="http://${request.headers.host}/token?a=b",service="the, service"${scope}`;
    return sendErrors(response, 401, 'UNAUTHORIZED', { 'www-authenticate': `Basic realm="x", ${challenge}` });
  };
}

describe('bearer tokens', () => {
  it('asks once for a scope of its own and then sends the token at once', async () => {
    const server = await startServer(tokenRegistry({ valid: (token) => token === 'good' }));
    const client = clientOf(server.url, { credentials: pair });
    unwrap(await getManifest(client, 'a/b', '1'));
    unwrap(await getManifest(client, 'a/b', '2'));
    expect(server.paths()).toEqual([
      'GET /v2/a/b/manifests/1',
      'GET /token',
      'GET /v2/a/b/manifests/1',
      'GET /v2/a/b/manifests/2',
    ]);
    const asked = server.seen[1];
    expect(new URL(asked?.url ?? '', 'http://x').search).toBe(
      '?a=b&service=the%2C+service&scope=repository%3Aa%2Fb%3Apull',
    );
    expect(asked?.headers.authorization).toBe(pairHeader);
    expect(server.seen[2]?.headers.authorization).toBe('Bearer good');
  });

  it('knows after the first challenge what further repositories need', async () => {
    const server = await startServer(tokenRegistry({ valid: (token) => token === 'good' }));
    const client = clientOf(server.url);
    unwrap(await getManifest(client, 'a', '1'));
    unwrap(await getManifest(client, 'b', '1'));
    expect(server.paths().slice(3)).toEqual(['GET /token', 'GET /v2/b/manifests/1']);
    expect(server.seen[3]?.headers.authorization).toBeUndefined();
  });

  it('takes access_token, follows the hint for the catalog, and shares one question', async () => {
    const server = await startServer(
      tokenRegistry({
        hint: 'registry:catalog:*',
        answer: () => ({ access_token: 't' }),
        valid: (token) => token === 't',
      }),
    );
    const client = clientOf(server.url);
    unwrap(await listRepositories(client));
    expect(server.seen[1]?.url).toContain('scope=registry%3Acatalog%3A*');
    const results = await Promise.all(Array.from({ length: 20 }, () => headManifest(client, 'a', '1')));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(server.paths().filter((path) => path === 'GET /token')).toHaveLength(2);
  });

  it('sends no scope where there is none to send', async () => {
    const server = await startServer(tokenRegistry({ hint: false, valid: (token) => token === 'good' }));
    unwrap(await ping(clientOf(server.url)));
    expect(server.seen[1]?.url).toBe('/token?a=b&service=the%2C+service');
  });

  it('asks again when most of the lifetime is over, and lives on the old token if that fails', async () => {
    let fails = false;
    const registry = tokenRegistry({
      answer: (nth) => ({ token: `t${nth}`, expires_in: 0.5 }),
      valid: () => true,
    });
    const first = tokenRegistry({
      answer: (nth) => ({ token: `t${nth}`, expires_in: 0.5 }),
      valid: (token) => token !== '',
    });
    const server = await startServer((request, response, nth) => {
      if (fails && request.url.startsWith('/token')) return send(response, 503);
      return (nth === 1 ? first : request.url.startsWith('/token') ? first : registry)(
        request,
        response,
        nth,
      );
    });
    const client = clientOf(server.url, { retry: { attempts: 1 } });
    const last = (): string | undefined => server.seen.at(-1)?.headers.authorization;
    unwrap(await getManifest(client, 'a', '1'));
    expect(last()).toBe('Bearer t1');
    await new Promise((resolve) => setTimeout(resolve, 410));
    fails = true;
    unwrap(await getManifest(client, 'a', '1'));
    expect(last()).toBe('Bearer t1');
    fails = false;
    await new Promise((resolve) => setTimeout(resolve, 200));
    unwrap(await getManifest(client, 'a', '1'));
    expect(last()).toBe('Bearer t2');
  });

  it('drops a token that died early, whether by 401 or by 403, and tries once', async () => {
    for (const refuse of [
      undefined,
      ((_, response) =>
        sendJson(
          response,
          { errors: [{ code: 'DENIED', message: 'Your authorization token has expired.' }] },
          {},
          403,
        )) as Handler,
    ]) {
      let valid = 't1';
      const server = await startServer(
        tokenRegistry({
          answer: (nth) => ({ token: `t${nth}` }),
          valid: (token) => token === valid,
          ...(refuse === undefined ? {} : { refuse }),
        }),
      );
      const client = clientOf(server.url);
      unwrap(await getManifest(client, 'a', '1'));
      valid = 't2';
      unwrap(await getManifest(client, 'a', '1'));
      expect(server.paths().slice(3)).toEqual([
        'GET /v2/a/manifests/1',
        'GET /token',
        'GET /v2/a/manifests/1',
      ]);
      valid = 'none';
      const error = errorOf(await getManifest(client, 'a', '1'));
      expect(error.code).toBe(refuse === undefined ? 'unauthorized' : 'denied');
      expect(server.paths()).toHaveLength(9);
    }
  });

  it('does not ask twice because of a 403 that is about permission', async () => {
    let denied = false;
    const server = await startServer(
      tokenRegistry({
        valid: (token) => token === 'good' && !denied,
        refuse: (_, response) => sendErrors(response, 403, 'DENIED'),
      }),
    );
    const client = clientOf(server.url);
    unwrap(await getManifest(client, 'a', '1'));
    denied = true;
    const error = errorOf(await getManifest(client, 'a', '1'));
    expect(error).toMatchObject({
      code: 'denied',
      status: 403,
      errors: [{ code: 'DENIED', message: 'about DENIED' }],
    });
    expect(server.paths()).toHaveLength(4);
  });

  it('exchanges an identity token by POST', async () => {
    const server = await startServer(tokenRegistry({ valid: (token) => token === 'good' }));
    const client = clientOf(server.url, {
      credentials: having({ kind: 'identity-token', token: 'refresh me' }),
    });
    unwrap(await getManifest(client, 'a', '1'));
    expect(server.paths()[1]).toBe('POST /token');
    expect(Object.fromEntries(new URLSearchParams(server.seen[1]?.body))).toEqual({
      grant_type: 'refresh_token',
      service: 'the, service',
      client_id: 'pullthrough',
      scope: 'repository:a:pull',
      refresh_token: 'refresh me',
    });
  });

  it('sends a registry token as it is', async () => {
    const server = await startServer(tokenRegistry({ valid: (token) => token === 'mine' }));
    const client = clientOf(server.url, { credentials: having({ kind: 'registry-token', token: 'mine' }) });
    unwrap(await getManifest(client, 'a', '1'));
    expect(server.paths()).not.toContain('GET /token');
  });

  it('tells what the token server said, and is not confused by what is no token', async () => {
    const answers: readonly (readonly [Handler, object])[] = [
      [
        (_, response) => sendJson(response, { details: 'incorrect username or password' }, {}, 401),
        { code: 'unauthorized', status: 401 },
      ],
      [
        (_, response) => sendErrors(response, 429, 'TOOMANYREQUESTS', { 'retry-after': '60' }),
        { code: 'rate-limited', retryAfterMs: 60_000 },
      ],
      [(_, response) => sendJson(response, { token: 'a\r\nX: y' }), { code: 'protocol' }],
      [(_, response) => send(response, 200, {}, '<html>'), { code: 'protocol' }],
      [
        (_, response) => send(response, 200, {}, 'x'.repeat(2_000_000)),
        { code: 'protocol', reason: 'TOO_LARGE' },
      ],
    ];
    for (const [answer, expected] of answers) {
      const registry = tokenRegistry({ valid: () => false });
      const server = await startServer((request, response, nth) =>
        (request.url.startsWith('/token') ? answer : registry)(request, response, nth),
      );
      const error = errorOf(await getManifest(clientOf(server.url, { credentials: pair }), 'a', '1'));
      expect(error).toMatchObject(expected);
      expect(server.paths()).toHaveLength(2);
    }
  });
});

describe('realms', () => {
  it('never carries credentials to a stranger', async () => {
    const stranger = await startServer((_, response) => sendJson(response, { token: 'x' }));
    const realm = `http://localhost:${stranger.port}/token`;
    const server = await startServer((request, response) =>
      request.headers.authorization === 'Bearer x'
        ? sendJson(response, {})
        : send(response, 401, { 'www-authenticate': `Bearer realm="${realm}",service="s"` }),
    );
    const error = errorOf(await getManifest(clientOf(server.url, { credentials: pair }), 'a', '1'));
    expect(error.code).toBe('realm-refused');
    expect(error.message).toContain(`http://localhost:${stranger.port}`);
    expect(stranger.seen).toHaveLength(0);

    const allowing = clientOf(server.url, {
      credentials: pair,
      allowedRealms: [`localhost:${stranger.port}`],
    });
    unwrap(await getManifest(allowing, 'a', '1'));
    expect(stranger.seen).toHaveLength(1);
  });

  it('drops the credentials where the token server redirects elsewhere, and posts nowhere else', async () => {
    const other = await startServer((_, response) => sendJson(response, { token: 'x' }));
    const server = await startServer((request, response) => {
      if (request.url.startsWith('/token')) {
        return send(response, 307, { location: `${other.url}/elsewhere` });
      }
      return request.headers.authorization === 'Bearer x'
        ? sendJson(response, {})
        : send(response, 401, { 'www-authenticate': `Bearer realm="http://${request.headers.host}/token"` });
    });
    unwrap(await getManifest(clientOf(server.url, { credentials: pair }), 'a', '1'));
    expect(server.seen[1]?.headers.authorization).toBe(pairHeader);
    expect(other.seen[0]?.headers.authorization).toBeUndefined();

    const posting = clientOf(server.url, {
      credentials: having({ kind: 'identity-token', token: 'secret' }),
    });
    expect(errorOf(await getManifest(posting, 'a', '1')).status).toBe(307);
    expect(other.seen).toHaveLength(1);
  });
});

describe('basic', () => {
  const registry: Handler = (request, response) =>
    request.headers.authorization === pairHeader
      ? sendJson(response, {})
      : send(response, 401, { 'www-authenticate': 'Basic realm="a, \\"b\\""' });

  it('sends the pair once it is asked for, and from then on', async () => {
    const server = await startServer(registry);
    const client = clientOf(server.url, { credentials: pair });
    unwrap(await getManifest(client, 'a', '1'));
    unwrap(await getManifest(client, 'a', '1'));
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([
      undefined,
      pairHeader,
      pairHeader,
    ]);
  });

  it('asks the provider anew when a kept secret is refused', async () => {
    let password = 'old';
    let accepted = 'old';
    const server = await startServer((request, response) =>
      request.headers.authorization === `Basic ${Buffer.from(`AWS:${accepted}`).toString('base64')}`
        ? sendJson(response, {})
        : request.headers.authorization === undefined
          ? send(response, 401, { 'www-authenticate': 'Basic realm="ecr"' })
          : send(response, 403, {}, 'Your Authorization Token has expired. Please run aws ecr login'),
    );
    let asked = 0;
    const client = clientOf(server.url, {
      credentials: async () => {
        asked++;
        return { credentials: { kind: 'basic', username: 'AWS', password }, problems: [] };
      },
    });
    unwrap(await getManifest(client, 'a', '1'));
    unwrap(await getManifest(client, 'a', '1'));
    expect(asked).toBe(1);
    [password, accepted] = ['new', 'new'];
    unwrap(await getManifest(client, 'a', '1'));
    expect(asked).toBe(2);
    accepted = 'another';
    const error = errorOf(await getManifest(client, 'a', '1'));
    expect(error).toMatchObject({ code: 'denied', status: 403 });
    expect(server.seen).toHaveLength(6);
  });

  it('says what kept it from having credentials', async () => {
    const server = await startServer(registry);
    const client = clientOf(server.url, {
      credentials: async () => ({
        problems: [{ place: 'docker-credential-x', message: 'there is no such program' }],
      }),
    });
    const error = errorOf(await getManifest(client, 'a', '1'));
    expect(error.code).toBe('unauthorized');
    expect(error.message).toContain('docker-credential-x: there is no such program');
    expect(server.seen).toHaveLength(1);
  });

  it('gives up on schemes that it does not speak', async () => {
    const server = await startServer((_, response) =>
      send(response, 401, { 'www-authenticate': 'Negotiate abc==' }),
    );
    expect(errorOf(await ping(clientOf(server.url, { credentials: pair }))).code).toBe('unauthorized');
    expect(server.seen).toHaveLength(1);
  });
});

describe('secrets', () => {
  it('are in no error, whoever repeats them', async () => {
    const password = 'hunter2-hunter2';
    const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJtZSJ9.c2ln';
    const server = await startServer((request, response) => {
      if (request.url.startsWith('/token')) return sendJson(response, { token });
      const auth = request.headers.authorization;
      if (auth === undefined) {
        return send(response, 401, {
          'www-authenticate': `Bearer realm="http://${request.headers.host}/token"`,
        });
      }
      const message = `no ${auth}, ${password}, ${Buffer.from(`me:${password}`).toString('base64')}\r\nX-Evil: 1 see https://me:${password}@x.example/p?sig=abc`;
      return sendJson(response, { errors: [{ code: 'DENIED', message, detail: { password } }] }, {}, 403);
    });
    const client = clientOf(server.url, { credentials: having({ kind: 'basic', username: 'me', password }) });
    const text = JSON.stringify(errorOf(await getManifest(client, 'a', '1')));
    for (const secret of [
      password,
      token,
      'c2ln',
      Buffer.from(`me:${password}`).toString('base64'),
      'sig=abc',
    ]) {
      expect(text).not.toContain(secret);
    }
    expect(text).not.toMatch(/\\[rn]/);
    expect(text).toContain('X-Evil');
  });
});
