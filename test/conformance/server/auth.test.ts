import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createTokens } from '../../../src/server/auth/tokens.ts';
import type { ServerOptions } from '../../../src/server/index.ts';
import { type Answer, ask, errorCode } from '../../support/server/ask.ts';
import { startBench } from '../../support/server/cache.ts';
import { imageManifest, randomBlob } from '../../support/server/images.ts';
import { basic, bearer, testPasswords } from '../../support/server/passwords.ts';

const layer = randomBlob(1_000);
const image = imageManifest([layer]);
const repositories = { 'library/app': { tags: { '1': image }, blobs: [layer] } };
const name = 'docker-hub/library/app';
const manifest = `${name}/manifests/1`;
const pull = `repository:${name}:pull`;
const zero = '00000000-0000-0000-0000-000000000000';
const key = Buffer.alloc(32, 7);

async function startGuarded(options: Partial<ServerOptions> = {}) {
  const passwords = testPasswords({ alice: 'right', 'bob@corp': 'pass:word' });
  const bench = await startBench(repositories, { passwords, tokenKey: key, ...options });
  const url = bench.server.url;
  const post = (path: string, fields: Record<string, string>): Promise<Answer> =>
    ask(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(fields).toString(),
    });
  const token = async (scope: string, user = 'alice', password = 'right'): Promise<string> => {
    const answer = await ask(`${url}/oauth2/token?service=x&scope=${encodeURIComponent(scope)}`, {
      headers: basic(user, password),
    });
    return json(answer).access_token as string;
  };
  return { ...bench, url, passwords, post, token, host: new URL(url).host };
}

function json({ body }: Answer): Record<string, unknown> {
  return JSON.parse(body.toString());
}

describe('who shows nothing', () => {
  test.each([
    ['/v2/', undefined, null],
    [`/v2/${manifest}`, pull, [{ Type: 'repository', Name: name, Action: 'pull' }]],
    [`/v2/${name}/blobs/${layer.digest}`, pull, [{ Type: 'repository', Name: name, Action: 'pull' }]],
    [`/v2/${name}/tags/list`, pull, [{ Type: 'repository', Name: name, Action: 'pull' }]],
    ['/v2/_catalog', 'registry:catalog:*', [{ Type: 'registry', Name: 'catalog', Action: '*' }]],
    ['/acr/v1/_catalog', 'registry:catalog:*', [{ Type: 'registry', Name: 'catalog', Action: '*' }]],
    [
      `/acr/v1/${name}/_tags`,
      `repository:${name}:metadata_read`,
      [{ Type: 'repository', Name: name, Action: 'metadata_read' }],
    ],
    [
      `/acr/v1/${encodeURIComponent(name)}`,
      `repository:${name}:metadata_read`,
      [{ Type: 'repository', Name: name, Action: 'metadata_read' }],
    ],
  ])('%s is told where to get a token, in ACR words', async (path, scope, detail) => {
    const { url, host, upstream } = await startGuarded();
    const answer = await ask(`${url}${path}`);
    expect(answer.status).toBe(401);
    const asked = scope === undefined ? '' : `,scope="${scope}"`;
    expect(answer.headers['www-authenticate']).toBe(
      `Bearer realm="http://${host}/oauth2/token",service="${host}"${asked}`,
    );
    expect(json(answer)).toEqual({
      errors: [{ code: 'UNAUTHORIZED', message: 'authentication required', detail }],
    });
    expect(upstream.seen).toEqual([]);
  });

  test('a push is asked for the right to push, and a removal for the right to remove', async () => {
    const { url } = await startGuarded();
    const challenge = async (method: string, path: string): Promise<unknown> =>
      (await ask(`${url}${path}`, { method })).headers['www-authenticate'];
    expect(await challenge('POST', `/v2/${name}/blobs/uploads/`)).toContain(`repository:${name}:pull,push"`);
    expect(await challenge('DELETE', `/v2/${name}/manifests/${image.digest}`)).toContain(':delete"');
    expect(await challenge('DELETE', `/acr/v1/${name}`)).toContain(':delete"');
    expect(await challenge('PATCH', `/acr/v1/${name}`)).toContain(':metadata_write,metadata_read"');
  });

  test('health is told to everybody, figures are not', async () => {
    const { url } = await startGuarded();
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    expect((await ask(`${url}/readyz`)).status).toBe(200);
    for (const path of ['/metrics', '/', '/nowhere']) {
      const answer = await ask(`${url}${path}`);
      expect([answer.status, answer.headers['www-authenticate']]).toEqual([
        401,
        'Basic realm="pullthrough", charset="UTF-8"',
      ]);
    }
    expect((await ask(`${url}/metrics`, { headers: basic('alice', 'right') })).status).toBe(200);
  });

  test("a mirror's client is asked for the repository as it names it", async () => {
    const { at, token } = await startGuarded();
    const path = 'library/app/manifests/1?ns=docker.io';
    const asked = await ask(at(path));
    expect(asked.headers['www-authenticate']).toContain('scope="repository:library/app:pull"');
    const headers = bearer(await token('repository:library/app:pull'));
    expect((await ask(at(path), { headers })).status).toBe(200);
    const dockers = await ask(at('library/app/manifests/1'), { headers });
    expect(dockers.status).toBe(200);
  });

  test('a proxy in front that does TLS is where the token is to be had', async () => {
    const { url } = await startGuarded({ allowedHosts: ['cache.example'] });
    const headers = { host: 'cache.example:8443', 'x-forwarded-proto': 'https' };
    const { headers: sent } = await ask(`${url}/v2/`, { headers });
    expect(sent['www-authenticate']).toBe(
      'Bearer realm="https://cache.example:8443/oauth2/token",service="cache.example:8443"',
    );
  });
});

describe('a name and password', () => {
  test('open every request, and are compared once', async () => {
    const { at, passwords, url } = await startGuarded();
    for (const [user, password] of [
      ['alice', 'right'],
      ['bob@corp', 'pass:word'],
    ] as const) {
      expect((await ask(at(manifest), { headers: basic(user, password) })).status).toBe(200);
      expect((await ask(`${url}/v2/`, { headers: basic(user, password) })).status).toBe(200);
      expect((await ask(`${url}/acr/v1/_catalog`, { headers: basic(user, password) })).status).toBe(200);
    }
    expect(passwords.compared).toEqual(['right', 'pass:word']);
  });

  test.each([
    ['a wrong password', basic('alice', 'wrong')],
    ['no password', basic('alice', '')],
    ['a user that does not exist', basic('mallory', 'right')],
    ['an empty user', basic('', 'right')],
    ['a password of 100 KB', basic('alice', 'x'.repeat(11_000))],
    ['no colon', { authorization: `Basic ${Buffer.from('alice').toString('base64')}` }],
    ['no base64', { authorization: 'Basic alice:right' }],
    [
      'bytes that are no UTF-8',
      { authorization: `Basic ${Buffer.from([0xff, 0x3a, 0xfe]).toString('base64')}` },
    ],
    ['another scheme', { authorization: 'Digest username="alice"' }],
    ['a scheme alone', { authorization: 'Basic' }],
    ['nothing in the header', { authorization: '' }],
    ['the zero user without a token', basic(zero, 'right')],
  ])('%s is refused with the same words', async (_, headers) => {
    const { at, upstream, url, lines } = await startGuarded();
    const answer = await ask(at(manifest), { headers });
    expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHORIZED']);
    const nothing = await ask(at(manifest));
    expect(answer.body.equals(nothing.body)).toBe(true);
    expect(answer.headers['www-authenticate']).toBe(nothing.headers['www-authenticate']);
    expect((await ask(`${url}/oauth2/token?scope=${pull}`, { headers })).status).toBe(401);
    expect(upstream.seen).toEqual([]);
    expect(lines.join('')).not.toMatch(/right|wrong|Basic|alice|mallory/);
  });

  test('for a user that does not exist a password is compared all the same', async () => {
    const { at, passwords } = await startGuarded();
    await ask(at(manifest), { headers: basic('mallory', 'guess') });
    expect(passwords.compared).toEqual(['guess']);
  });

  test('too many at a time are sent away for a moment', async () => {
    const passwords = { check: async () => 'busy' as const, has: () => true, close: async () => {} };
    const { server, at } = await startBench(repositories, { passwords });
    const answer = await ask(at(manifest), { headers: basic('alice', 'right') });
    expect([answer.status, errorCode(answer), answer.headers['retry-after']]).toEqual([
      429,
      'TOOMANYREQUESTS',
      '1',
    ]);
    const token = await ask(`${server.url}/oauth2/token`, { headers: basic('alice', 'right') });
    expect(token.status).toBe(429);
  });
});

describe('a token', () => {
  test('opens what it names, and nothing else', async () => {
    const { at, url, token } = await startGuarded();
    const headers = bearer(await token(pull));
    expect((await ask(at(manifest), { headers })).status).toBe(200);
    expect((await ask(at(`${name}/blobs/${layer.digest}`), { headers })).status).toBe(200);
    expect((await ask(`${url}/v2/`, { headers })).status).toBe(200);
    for (const path of [
      '/v2/docker-hub/library/other/manifests/1',
      '/v2/docker-hub/library/app/x/manifests/1',
      '/v2/_catalog',
      `/acr/v1/${name}`,
      '/acr/v1/_catalog',
      '/metrics',
    ]) {
      const answer = await ask(`${url}${path}`, { headers });
      expect([path, answer.status]).toEqual([path, 401]);
      if (path !== '/metrics')
        expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
    }
    const remove = await ask(at(`${name}/manifests/${image.digest}`), { method: 'DELETE', headers });
    expect(remove.status).toBe(401);
  });

  test('may name several scopes, in one parameter or many', async () => {
    const { at, url } = await startGuarded();
    const other = `repository:${name}:metadata_read registry:catalog:*`;
    const query = `scope=${encodeURIComponent(pull)}&scope=${encodeURIComponent(other)}`;
    const answer = await ask(`${url}/oauth2/token?service=x&${query}`, { headers: basic('alice', 'right') });
    const headers = bearer(json(answer).access_token as string);
    expect((await ask(at(manifest), { headers })).status).toBe(200);
    expect((await ask(`${url}/acr/v1/_catalog`, { headers })).status).toBe(200);
    expect((await ask(`${url}/v2/_catalog`, { headers })).status).toBe(200);
  });

  test('is given for a name and password by POST, and for a refresh token', async () => {
    const { at, post, url } = await startGuarded();
    const fields = { grant_type: 'password', service: 'x', scope: pull };
    const first = await post('/oauth2/token', { ...fields, username: 'alice', password: 'right' });
    expect(first.headers['cache-control']).toBe('no-store');
    expect(Object.keys(json(first))).toEqual(['access_token', 'expires_in']);
    expect((await ask(at(manifest), { headers: bearer(json(first).access_token as string) })).status).toBe(
      200,
    );
    const wrong = await post('/oauth2/token', { ...fields, username: 'alice', password: 'no' });
    expect([wrong.status, errorCode(wrong)]).toEqual([401, 'UNAUTHORIZED']);

    const refresh = createTokens(key, Date.now).issueRefresh('alice', 'x');
    const second = await post('/oauth2/token', {
      grant_type: 'refresh_token',
      scope: pull,
      refresh_token: refresh,
    });
    expect((await ask(at(manifest), { headers: bearer(json(second).access_token as string) })).status).toBe(
      200,
    );
    const login = await ask(`${url}/oauth2/token?scope=${pull}`, { headers: basic(zero, refresh) });
    expect(login.status).toBe(200);
    expect((await ask(at(manifest), { headers: basic(zero, refresh) })).status).toBe(200);
    const gone = createTokens(key, Date.now).issueRefresh('removed', 'x');
    expect((await ask(at(manifest), { headers: basic(zero, gone) })).status).toBe(401);
  });

  test('of one kind is none of the other', async () => {
    const { post, token, url } = await startGuarded();
    const access = await token(pull);
    const fields = { grant_type: 'refresh_token', scope: 'registry:catalog:*', refresh_token: access };
    expect((await post('/oauth2/token', fields)).status).toBe(401);
    expect((await ask(`${url}/v2/`, { headers: basic(zero, access) })).status).toBe(401);
    const refresh = createTokens(key, Date.now).issueRefresh('alice', 'x');
    expect((await ask(`${url}/v2/`, { headers: bearer(refresh) })).status).toBe(401);
  });

  test('of an identity provider is not believed', async () => {
    const { post } = await startGuarded();
    const answer = await post('/oauth2/exchange', { grant_type: 'access_token', access_token: 'ey.ey.x' });
    expect(answer.status).toBe(401);
    expect(answer.body.toString()).toContain('htpasswd');
  });

  const claims = (token: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
  const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const sign = (text: string, secret = key): string =>
    `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  const header = encode({ alg: 'HS256', typ: 'JWT' });

  test.each<[string, (right: string) => string]>([
    ['expired', () => createTokens(key, () => Date.now() - 301_000).issueAccess('alice', 'x', grant)],
    ['of tomorrow', () => createTokens(key, () => Date.now() + 86_400_000).issueAccess('alice', 'x', grant)],
    ['a refresh token', () => createTokens(key, Date.now).issueRefresh('alice', 'x')],
    ['signed by another', () => createTokens(Buffer.alloc(32, 8), Date.now).issueAccess('alice', 'x', grant)],
    ['without a signature', (right) => right.slice(0, right.lastIndexOf('.') + 1)],
    ['cut off', (right) => right.slice(0, -5)],
    [
      'with other claims',
      (right) => right.replace(/\.[^.]+\./, `.${encode({ ...claims(right), sub: 'root' })}.`),
    ],
    ['alg none', (right) => `${encode({ alg: 'none', typ: 'JWT' })}.${right.split('.')[1]}.`],
    ['alg None, signed', (right) => sign(`${encode({ alg: 'None', typ: 'JWT' })}.${right.split('.')[1]}`)],
    ['another algorithm', (right) => sign(`${encode({ alg: 'HS512', typ: 'JWT' })}.${right.split('.')[1]}`)],
    [
      'a header with more',
      (right) => sign(`${encode({ alg: 'HS256', typ: 'JWT', kid: '../key' })}.${right.split('.')[1]}`),
    ],
    ['without an end', (right) => sign(`${header}.${encode({ ...claims(right), exp: undefined })}`)],
    [
      'with an end that is no number',
      (right) => sign(`${header}.${encode({ ...claims(right), exp: '9999999999' })}`),
    ],
    ['empty', () => 'x'],
    ['dots alone', () => '..'],
  ])('that is %s opens nothing', async (_, make) => {
    const { at, token, upstream } = await startGuarded();
    const forged = make(await token(pull));
    const answer = await ask(at(manifest), { headers: bearer(forged) });
    expect([answer.status, errorCode(answer)]).toEqual([401, 'UNAUTHORIZED']);
    expect(upstream.seen).toEqual([]);
  });

  const grant = [{ type: 'repository', name, actions: ['pull'] }];
});

describe('hostile requests to the token endpoints', () => {
  test.each([
    ['a grant that is none', { grant_type: 'magic' }, 400],
    ['no grant', {}, 400],
    ['a form of 100 KB', { grant_type: 'password', password: 'x'.repeat(100_000) }, 413],
    ['a refresh token that is none', { grant_type: 'refresh_token', refresh_token: 'x' }, 401],
  ])('%s', async (_, fields, status) => {
    const { post, url } = await startGuarded();
    expect((await post('/oauth2/token', fields)).status).toBe(status);
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });

  test('other methods', async () => {
    const { url } = await startGuarded();
    const put = await ask(`${url}/oauth2/token`, { method: 'PUT', body: 'x' });
    expect([put.status, put.headers.allow]).toEqual([405, 'GET, POST']);
    const got = await ask(`${url}/oauth2/exchange`);
    expect([got.status, got.headers.allow]).toEqual([405, 'POST']);
  });

  test.each(['evil.example"/x', 'a b', 'x\\"y', '@evil', 'a/b', '[::1'])(
    'a Host of %s is not repeated',
    async (host) => {
      const { url } = await startGuarded();
      const answer = await ask(`${url}/v2/`, { headers: { host } });
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(String(answer.headers['www-authenticate'])).not.toContain(host);
      expect(answer.body.toString()).not.toContain(host);
    },
  );

  test('a scope cannot break out of the challenge', async () => {
    const { url } = await startGuarded();
    const answer = await ask(`${url}/v2/a%22,realm=%22http:%2f%2fevil/manifests/1`);
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).not.toContain('evil');
  });

  test('scopes that are none are left out of the token', async () => {
    const { token } = await startGuarded();
    const text = await token(`nonsense repository:a pull repository:${name}:pull ${'x'.repeat(1_000)}:y:z`);
    const { access } = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString());
    expect(access).toEqual([{ type: 'repository', name, actions: ['pull'] }]);
  });
});

describe('without passwords', () => {
  test('nothing is demanded, and tokens are given to everybody', async () => {
    const { server, at } = await startBench(repositories);
    expect((await ask(`${server.url}/v2/`)).status).toBe(200);
    expect((await ask(at(manifest), { headers: bearer('anything') })).status).toBe(200);
    expect((await ask(at(manifest), { headers: basic('any', 'one') })).status).toBe(200);
    const body = 'grant_type=access_token&service=x&access_token=aad';
    const exchanged = await ask(`${server.url}/oauth2/exchange`, { method: 'POST', body });
    const { refresh_token: refresh } = json(exchanged);
    expect(Object.keys(json(exchanged))).toEqual(['refresh_token']);
    for (const fields of [
      { grant_type: 'refresh_token', refresh_token: String(refresh) },
      { grant_type: 'password', username: 'a', password: 'b' },
      { grant_type: 'access_token', access_token: 'aad' },
    ]) {
      const answer = await ask(`${server.url}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams({ ...fields, scope: pull }).toString(),
      });
      expect(Object.keys(json(answer))).toContain('access_token');
    }
    expect((await ask(`${server.url}/oauth2/token?scope=${pull}`)).status).toBe(200);
  });

  test('a challenge at /v2/ is for those who ask for a token first, such as az', async () => {
    const { server, at } = await startBench(repositories, { challenge: true });
    const ping = await ask(`${server.url}/v2/`);
    expect([ping.status, errorCode(ping)]).toEqual([401, 'UNAUTHORIZED']);
    expect((await ask(at(manifest))).status).toBe(200);
    const { access_token: token } = json(await ask(`${server.url}/oauth2/token?service=x`));
    expect((await ask(`${server.url}/v2/`, { headers: bearer(String(token)) })).status).toBe(200);
  });
});
