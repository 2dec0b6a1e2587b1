import { statSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { hashSync } from 'bcryptjs';
import { describe, expect, test } from 'vitest';
import { makeCertificate } from '../../src/server/tls/certificate.ts';
import { pullthrough, repository } from '../support/cli.ts';
import { serve } from '../support/served.ts';
import { ask } from '../support/server/ask.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import { basic, bearer } from '../support/server/passwords.ts';
import { hubConfiguration, startHub } from '../support/shop-upstream.ts';

async function files(contents: Record<string, string>): Promise<(name: string) => string> {
  const folder = await temporaryDirectory();
  for (const [name, text] of Object.entries(contents)) writeFileSync(join(folder, name), text);
  return (name) => join(folder, name);
}

const path = '/v2/hub/library/web/manifests/1.0';

describe('--htpasswd', () => {
  test('serves its users alone, and keeps their secrets out of what is printed', async () => {
    const hub = await startHub();
    const file = await files({ htpasswd: `alice:${hashSync('wonder land', 8)}\n` });
    const served = await serve([
      '--upstream',
      `docker.io=${hub.url}`,
      '--htpasswd',
      file('htpasswd'),
      '--log',
    ]);
    expect((await ask(served.url + path)).status).toBe(401);
    expect((await ask(served.url + path, { headers: basic('alice', 'queen') })).status).toBe(401);
    expect((await ask(served.url + path, { headers: basic('alice', 'wonder land') })).status).toBe(200);
    const scope = encodeURIComponent('repository:hub/library/web:pull');
    const answer = await ask(`${served.url}/oauth2/token?service=x&scope=${scope}`, {
      headers: basic('alice', 'wonder land'),
    });
    const { access_token: token } = JSON.parse(answer.body.toString());
    expect((await ask(served.url + path, { headers: bearer(token) })).status).toBe(200);
    expect((await ask(`${served.url}/healthz`)).status).toBe(200);
    served.child.kill('SIGTERM');
    const { stderr, code } = await served.ended;
    expect(code).toBe(0);
    expect(stderr).toContain('"status":401');
    for (const secret of ['wonder', 'queen', token, 'alice', '$2b$', 'Basic'])
      expect(stderr).not.toContain(secret);
  });

  test('users that come and go are seen without a restart; a file that is broken changes nothing', async () => {
    const hub = await startHub();
    const file = await files({ htpasswd: `alice:${hashSync('one', 4)}\n` });
    const served = await serve(['--upstream', `docker.io=${hub.url}`, '--htpasswd', file('htpasswd')]);
    const status = async (user: string, password: string): Promise<number> =>
      (await ask(served.url + path, { headers: basic(user, password) })).status;
    const becomes = async (user: string, password: string, expected: number): Promise<void> => {
      for (let tries = 0; tries < 50; tries++) {
        if ((await status(user, password)) === expected) return;
        await delay(200);
      }
      throw new Error(`${user} never came to ${expected}`);
    };
    expect(await status('alice', 'one')).toBe(200);
    writeFileSync(file('htpasswd'), `bob:${hashSync('two', 4)}\n`);
    await becomes('alice', 'one', 401);
    expect(await status('bob', 'two')).toBe(200);
    writeFileSync(file('htpasswd'), 'bob:plain\n');
    for (let tries = 0; tries < 50 && !served.output.stderr.includes('stay in force'); tries++) {
      expect(await status('bob', 'two')).toBe(200);
      await delay(200);
    }
    expect(served.output.stderr).toContain('line 1 has a plain password or a crypt hash');
    expect(served.output.stderr).not.toContain('bob:');
  });

  test("tokens outlive a restart: their key is kept in the store, for the store's owner alone", async () => {
    const hub = await startHub();
    const file = await files({ htpasswd: `alice:${hashSync('one', 4)}\n` });
    const args = ['--upstream', `docker.io=${hub.url}`, '--htpasswd', file('htpasswd')];
    const first = await serve(args);
    const scope = encodeURIComponent('repository:hub/library/web:pull');
    const answer = await ask(`${first.url}/oauth2/token?scope=${scope}`, { headers: basic('alice', 'one') });
    const { access_token: token } = JSON.parse(answer.body.toString());
    first.child.kill('SIGTERM');
    await first.ended;
    expect(statSync(join(first.store, 'token-key')).mode & 0o777).toBe(0o600);
    const second = await serve(args, { store: first.store });
    expect((await ask(second.url + path, { headers: bearer(token) })).status).toBe(200);
    const other = await serve(args);
    expect((await ask(other.url + path, { headers: bearer(token) })).status).toBe(401);
  });
});

describe('--tls-client-ca', () => {
  test('serves clients with a certificate of the authority alone', async () => {
    const authority = { ...makeCertificate({ commonName: 'clients' }), commonName: 'clients' };
    const mine = makeCertificate({ commonName: 'me', issuer: authority });
    const foreign = makeCertificate({ commonName: 'me' });
    const own = makeCertificate({ commonName: 'cache', hosts: ['127.0.0.1'] });
    const file = await files({ 'cert.pem': own.cert, 'key.pem': own.key, 'ca.pem': authority.cert });
    const served = await serve([
      '--tls-cert',
      file('cert.pem'),
      '--tls-key',
      file('key.pem'),
      '--tls-client-ca',
      file('ca.pem'),
    ]);
    const status = (shown: Pick<RequestOptions, 'cert' | 'key'>): Promise<number | string> =>
      new Promise((resolve) => {
        request(`${served.url}/healthz`, { ca: own.cert, agent: false, ...shown }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        })
          .on('error', () => resolve('refused'))
          .end();
      });
    expect(await status(mine)).toBe(200);
    expect(await status({})).toBe('refused');
    expect(await status(foreign)).toBe('refused');
    expect(await status(own)).toBe('refused');
  });
});

test('--faithful marks what is not imported yet', async () => {
  const hub = await startHub();
  const served = await serve(['--upstream', `docker.io=${hub.url}`, '--faithful']);
  expect((await ask(served.url + path)).headers['x-azure-origin']).toBe('upstream');
  expect((await ask(`${served.url}/v2/`)).status).toBe(401);
});

describe('what cannot be used ends with exit code 2 and says why', () => {
  test.each<[string, Record<string, string>, readonly string[], RegExp]>([
    ['a file that is missing', {}, ['--htpasswd', 'users'], /--htpasswd users: .*ENOENT/],
    ['an empty file', { users: '' }, ['--htpasswd', 'users'], /--htpasswd users: it names no user/],
    ['MD5 hashes', { users: 'a:$apr1$x$y\n' }, ['--htpasswd', 'users'], /an MD5 hash; only bcrypt is taken/],
    [
      'client certificates without TLS',
      {},
      ['--tls-client-ca', 'ca.pem'],
      /--tls-client-ca needs --tls or --tls-cert/,
    ],
  ])('%s', (_, contents, args, message) => {
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration, ...contents });
    const env = { XDG_CACHE_HOME: repository({}) };
    const { code, stdout, stderr } = pullthrough(['serve', '--listen', '127.0.0.1:0', ...args], cwd, env);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal error|\$apr1/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.each([
    ['no certificate', 'nothing', /holds no PEM certificate/],
    [
      'a broken one',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n',
      /holds a certificate that cannot be read/,
    ],
  ])('a client authority that is %s', (_, text, message) => {
    const { cert, key } = makeCertificate({ commonName: 'cache' });
    const cwd = repository({
      'pullthrough.yaml': hubConfiguration,
      'c.pem': cert,
      'k.pem': key,
      'ca.pem': text,
    });
    const args = ['--tls-cert', 'c.pem', '--tls-key', 'k.pem', '--tls-client-ca', 'ca.pem'];
    const { code, stderr } = pullthrough(['serve', '--listen', '127.0.0.1:0', ...args], cwd, {
      XDG_CACHE_HOME: repository({}),
    });
    expect(stderr).toMatch(message);
    expect(code).toBe(2);
  });
});
