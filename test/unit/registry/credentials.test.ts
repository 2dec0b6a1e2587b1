import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { askHelper } from '../../../src/registry/credentials/helper.ts';
import {
  authFileCredentials,
  credentialVariable,
  defaultCredentials,
  environmentCredentials,
  isCredentialVariable,
} from '../../../src/registry/index.ts';
import { createRedactor } from '../../../src/registry/redact.ts';

function folder(files: Readonly<Record<string, string>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'pullthrough-credentials-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), content);
  }
  return root;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const basic = (username: string, password: string) => ({ kind: 'basic', username, password });

/** A credential helper on a path of its own; `script` is JavaScript that has `server`, what it was asked for. */
function helper(script: string): Record<string, string | undefined> {
  const root = folder({
    // Else the nearest one above the temporary directory would say what kind of module the program is.
    'package.json': '{"type":"commonjs"}',
    'docker-credential-test': `#!${process.execPath}\nlet server = require('fs').readFileSync(0, 'utf8'); const action = process.argv[2];\n${script}\n`,
  });
  chmodSync(join(root, 'docker-credential-test'), 0o755);
  return { PATH: [root, process.env.PATH].join(delimiter) };
}

describe('variables', () => {
  it.each([
    ['docker.io', 'PULLTHROUGH_CREDENTIALS_DOCKER_IO'],
    ['my-reg.example:5000', 'PULLTHROUGH_CREDENTIALS_MY__REG_EXAMPLE___5000'],
    ['[::1]:5000', undefined],
    ['a_b.example', undefined],
  ])('of %s is %s', (host, name) => {
    expect(credentialVariable(host)).toBe(name);
    if (name !== undefined) expect(isCredentialVariable(name)).toBe(true);
  });

  it('are never shared by two hosts', () => {
    const host = fc.stringMatching(/^[a-c]([.-]{1,3}[a-c]){0,3}(:[12])?$/);
    fc.assert(
      fc.property(host, host, (a, b) => {
        const [first, second] = [credentialVariable(a), credentialVariable(b)];
        expect(first !== undefined && first === second).toBe(first !== undefined && a === b);
      }),
      { numRuns: 2_000 },
    );
  });

  it('hold user:password', async () => {
    const provider = environmentCredentials({
      PULLTHROUGH_CREDENTIALS_GHCR_IO: 'me:a:b',
      PULLTHROUGH_CREDENTIALS_QUAY_IO: 'secret-without-user',
      PULLTHROUGH_CREDENTIALS_GCR_IO: '<token>:refresh',
    });
    expect((await provider('ghcr.io')).credentials).toEqual(basic('me', 'a:b'));
    expect((await provider('gcr.io')).credentials).toEqual({ kind: 'identity-token', token: 'refresh' });
    expect(await provider('docker.io')).toEqual({ problems: [] });
    const bad = await provider('quay.io');
    expect(bad.credentials).toBeUndefined();
    expect(bad.problems[0]?.place).toBe('$PULLTHROUGH_CREDENTIALS_QUAY_IO');
    expect(JSON.stringify(bad)).not.toContain('secret');
  });
});

describe('auth files', () => {
  const auths = {
    'https://index.docker.io/v1/': { auth: base64('hub:pw') },
    'https://ghcr.io/v2/': { auth: base64('gh:p:w') },
    'quay.io/organisation': { auth: base64('part:pw') },
    'localhost:5000': { username: 'u', password: 'p' },
    'acr.example': { auth: base64('0000:'), identitytoken: 'refresh' },
    'token.example': { registrytoken: 'bearer' },
    'user-token.example': { auth: base64('<token>:refresh') },
    'broken.example': { auth: base64('no colon') },
    'padded.example': { auth: base64('u:pw\0\0') },
    'empty.example': {},
  };
  it.each([
    ['docker.io', basic('hub', 'pw')],
    ['registry-1.docker.io', basic('hub', 'pw')],
    ['ghcr.io', basic('gh', 'p:w')],
    ['quay.io', undefined],
    ['localhost:5000', basic('u', 'p')],
    ['localhost', undefined],
    ['acr.example', { kind: 'identity-token', token: 'refresh' }],
    ['token.example', { kind: 'registry-token', token: 'bearer' }],
    ['user-token.example', { kind: 'identity-token', token: 'refresh' }],
    ['padded.example', basic('u', 'pw')],
    ['empty.example', undefined],
    ['broken.example', undefined],
  ])('%s', async (host, credentials) => {
    const path = join(folder({ 'config.json': JSON.stringify({ auths }) }), 'config.json');
    const answer = await authFileCredentials(path, {})(host);
    expect(answer.credentials).toEqual(credentials);
    expect(answer.problems).toHaveLength(host === 'broken.example' ? 1 : 0);
  });

  it('say when they cannot be read, without quoting', async () => {
    const root = folder({ 'bad.json': '{"auths":{"a":{"auth":"c2VjcmV0"}', 'list.json': '[]' });
    for (const name of ['bad.json', 'list.json', '.']) {
      const answer = await authFileCredentials(join(root, name), {})('a');
      expect(answer.problems).toHaveLength(1);
      expect(JSON.stringify(answer)).not.toContain('c2VjcmV0');
    }
    expect(await authFileCredentials(join(root, 'missing.json'), {})('a')).toEqual({ problems: [] });
  });
});

describe('credential helpers', () => {
  const answering =
    'console.log(JSON.stringify({ ServerURL: server, Username: "for " + server.trim(), Secret: action }))';

  it('are asked for the host, and for Docker Hub by its old address', async () => {
    const environment = helper(answering);
    const path = join(
      folder({ 'config.json': '{"credHelpers":{"ghcr.io":"test"},"credsStore":""}' }),
      'config.json',
    );
    const provider = authFileCredentials(path, environment);
    expect((await provider('ghcr.io')).credentials).toEqual(basic('for ghcr.io', 'get'));
    expect((await provider('quay.io')).credentials).toBeUndefined();
    const store = join(folder({ 'config.json': '{"credsStore":"test"}' }), 'config.json');
    const hub = await authFileCredentials(store, environment)('docker.io');
    expect(hub.credentials).toEqual(basic('for https://index.docker.io/v1/', 'get'));
  });

  it('may have nothing, which leaves the file itself', async () => {
    const environment = helper('console.log("credentials not found in native keychain"); process.exit(1)');
    const content = { credsStore: 'test', auths: { 'ghcr.io': { auth: base64('a:b') } } };
    const path = join(folder({ 'config.json': JSON.stringify(content) }), 'config.json');
    expect(await authFileCredentials(path, environment)('ghcr.io')).toEqual({
      credentials: basic('a', 'b'),
      problems: [],
    });
  });

  it.each([
    ['console.log("secret"); process.exit(3)', 'it ended with exit code 3'],
    ['console.log("secret")', 'its answer has no Username and Secret'],
    ['console.log("{}")', 'its answer has no Username and Secret'],
    ['setInterval(() => {}, 1000)', 'it gave no answer within 300 ms'],
    ['process.stdout.write("x".repeat(1000000))', 'its answer is too long'],
  ])('fail by %s', async (script, message) => {
    const started = performance.now();
    const timeoutMs = script.startsWith('setInterval') ? 300 : 20_000;
    const answer = await askHelper('test', 'ghcr.io', { environment: helper(script), timeoutMs });
    expect(answer).toEqual({ ok: false, error: message });
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('have to be there, and to be helpers', async () => {
    const environment = { PATH: folder() };
    expect(await askHelper('none', 'a', { environment })).toMatchObject({
      ok: false,
      error: 'there is no such program on the path',
    });
    expect(await askHelper('../../bin/sh', 'a', { environment })).toMatchObject({
      ok: false,
      error: 'its name is not that of a credential helper',
    });
  });

  it('give identity tokens under the user name <token>', async () => {
    const environment = helper('console.log(JSON.stringify({ Username: "<token>", Secret: "refresh" }))');
    expect(await askHelper('test', 'a', { environment })).toEqual({
      ok: true,
      value: { kind: 'identity-token', token: 'refresh' },
    });
  });
});

describe('the usual places', () => {
  it('are asked in order, and problems on the way are kept', async () => {
    const file = (user: string): string =>
      JSON.stringify({ auths: { 'a.example': { auth: base64(`${user}:x`) } } });
    const root = folder({
      'home/.docker/config.json': file('docker'),
      'home/.config/containers/auth.json': file('podman'),
      'session/containers/auth.json': file('session'),
      'other/config.json': '{',
      'own.json': file('own'),
    });
    const home = join(root, 'home');
    const user = async (environment: Record<string, string>, files: readonly string[] = []) => {
      const { credentials, problems } = await defaultCredentials(environment, home, files)('a.example');
      return [credentials?.kind === 'basic' ? credentials.username : undefined, problems.length];
    };
    expect(await user({})).toEqual(['docker', 0]);
    expect(await user({ PULLTHROUGH_CREDENTIALS_A_EXAMPLE: 'variable:x' })).toEqual(['variable', 0]);
    expect(await user({}, [join(root, 'own.json')])).toEqual(['own', 0]);
    expect(await user({ DOCKER_CONFIG: join(root, 'other') })).toEqual(['podman', 1]);
    expect(await user({ DOCKER_CONFIG: root, XDG_RUNTIME_DIR: join(root, 'session') })).toEqual([
      'session',
      0,
    ]);
    expect(await user({ DOCKER_CONFIG: root, REGISTRY_AUTH_FILE: join(root, 'own.json') })).toEqual([
      'own',
      0,
    ]);
    expect(await user({ DOCKER_CONFIG: root, REGISTRY_AUTH_FILE: join(root, 'none') })).toEqual([
      undefined,
      0,
    ]);
  });
});

describe('the redactor', () => {
  it('blanks what it was told, in every spelling, and what looks like a secret', () => {
    const redactor = createRedactor();
    redactor.protect('p/w d');
    redactor.protect('ab');
    const text =
      'p/w d p%2Fw%20d cC93IGQ= ab https://u:pw@h/x https://h/x?sig=1&y Bearer abcdefghij eyJhbGciOiJ.eyJzdWI.x';
    expect(redactor.clean(text)).toBe('*** *** *** ab https://***@h/x https://h/x?*** Bearer *** ***');
  });
  it('is linear', () => {
    const redactor = createRedactor();
    const started = performance.now();
    for (const piece of ['https://', 'a', 'a://', 'eyJ', 'bearer ', 'eyJaaaaaaaa.', '@'])
      redactor.clean(piece.repeat(65_536 / piece.length));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
