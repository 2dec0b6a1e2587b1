import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Certificate, makeCertificate } from '../../src/server/tls/certificate.ts';
import { pullthrough, repository } from '../support/cli.ts';
import { startProxy } from '../support/registry/proxy.ts';
import { type Handler, sendJson, startServer, type TestServer } from '../support/registry/server.ts';
import { serve, until } from '../support/serve-cli.ts';
import { ask } from '../support/server/ask.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import { imageManifest, randomBlob } from '../support/server/images.ts';

const authority = { ...makeCertificate({ commonName: 'corp' }), commonName: 'corp' };
const image = imageManifest([randomBlob(100)]);

function signed(
  commonName: string,
  hosts: readonly string[] = ['127.0.0.1', 'registry.corp.example'],
): Certificate {
  return makeCertificate({ commonName, hosts, issuer: authority });
}

const serveImage: Handler = (request, response) => {
  if (request.url.endsWith('/manifests/1')) {
    response.writeHead(200, { 'content-type': image.mediaType, 'docker-content-digest': image.digest });
    response.end(request.method === 'HEAD' ? undefined : image.bytes);
  } else sendJson(response, { errors: [{ code: 'MANIFEST_UNKNOWN' }] }, {}, 404);
};

function basicOnly(login: string): Handler {
  const wanted = `Basic ${Buffer.from(login).toString('base64')}`;
  return (request, response, nth) => {
    if (request.headers.authorization === wanted) return serveImage(request, response, nth);
    sendJson(
      response,
      { errors: [{ code: 'UNAUTHORIZED' }] },
      { 'www-authenticate': 'Basic realm="corp"' },
      401,
    );
  };
}

/** A repository with a rule for registry.corp.example, and what its configuration says of that upstream. */
function corp(access: string, files: Readonly<Record<string, string>> = {}): string {
  return repository({
    'pullthrough.yaml': `registry: team.azurecr.io
rules:
  - { name: corp-registry, source: registry.corp.example/*, target: corp/* }
upstreams:
  registry.corp.example: ${access}
`,
    ...files,
  });
}

async function pulled(access: (server: TestServer) => string, server: TestServer, files = {}, env = {}) {
  const served = await serve([], { cwd: corp(access(server), files), env });
  const answer = await ask(`${served.url}/v2/corp/app/manifests/1`);
  return { served, answer, text: answer.body.toString() };
}

describe('upstreams of the configuration', () => {
  test('an address and a private authority, in a file beside the configuration', async () => {
    const server = await startServer(serveImage, { certificate: signed('server') });
    const files = { 'certs/ca.pem': authority.cert };
    const trusted = await pulled(({ url }) => `{ url: "${url}", ca: certs/ca.pem }`, server, files);
    expect(trusted.answer.status).toBe(200);
    expect(trusted.answer.body.equals(image.bytes)).toBe(true);
    const untrusted = await pulled(({ url }) => `{ url: "${url}" }`, server);
    expect(untrusted.answer.status).toBe(503);
    expect(untrusted.text).toMatch(/TLS connection failed/);
    const insecure = await pulled(({ url }) => `{ url: "${url}", insecure: true }`, server);
    expect(insecure.answer.status).toBe(200);
  });

  test('a client certificate for a registry that wants one', async () => {
    const options = { certificate: signed('server'), clientCa: authority.cert };
    const server = await startServer((request, response, nth) => serveImage(request, response, nth), options);
    const client = signed('client', []);
    const files = { 'ca.pem': authority.cert, 'client.pem': client.cert, 'client.key': client.key };
    const shown = await pulled(
      ({ url }) => `{ url: "${url}", ca: [ca.pem], clientCert: client.pem, clientKey: client.key }`,
      server,
      files,
    );
    expect(shown.answer.status).toBe(200);
    const seen = server.seen.length;
    const hidden = await pulled(({ url }) => `{ url: "${url}", ca: ca.pem }`, server, files);
    expect(hidden.answer.status).toBe(503);
    expect(server.seen.length).toBe(seen);
  });

  test('credentials in a file of its own, before those of docker', async () => {
    const server = await startServer(basicOnly('robot:secret-of-the-file'), {
      certificate: signed('server'),
    });
    const auths = (login: string): string =>
      JSON.stringify({ auths: { [server.host]: { auth: Buffer.from(login).toString('base64') } } });
    const docker = await temporaryDirectory();
    writeFileSync(join(docker, 'config.json'), auths('other:wrong'));
    const files = { 'ca.pem': authority.cert, 'secrets/auth.json': auths('robot:secret-of-the-file') };
    const env = { DOCKER_CONFIG: docker };
    const withFile = await pulled(
      ({ url }) => `{ url: "${url}", ca: ca.pem, authFile: secrets/auth.json }`,
      server,
      files,
      env,
    );
    expect(withFile.answer.status).toBe(200);
    const withDocker = await pulled(({ url }) => `{ url: "${url}", ca: ca.pem }`, server, files, env);
    expect(withDocker.answer.status).toBe(403);
    expect(withDocker.text + withDocker.served.output.stderr).not.toMatch(/wrong|secret-of/);
  });

  test.skipIf(process.platform === 'win32').each(['credHelpers', 'credsStore'])(
    "credentials from a program of docker's %s",
    async (kind) => {
      const server = await startServer(basicOnly('helped:by-a-program'), { certificate: signed('server') });
      const folder = await temporaryDirectory();
      const program = join(folder, 'docker-credential-test');
      writeFileSync(
        program,
        '#!/bin/sh\ncat > "$0.asked"\necho \'{"Username":"helped","Secret":"by-a-program"}\'\n',
      );
      chmodSync(program, 0o755);
      const value = kind === 'credsStore' ? 'test' : { [server.host]: 'test' };
      writeFileSync(join(folder, 'config.json'), JSON.stringify({ [kind]: value }));
      const env = { DOCKER_CONFIG: folder, PATH: `${folder}${delimiter}${process.env.PATH}` };
      const files = { 'ca.pem': authority.cert };
      const { answer } = await pulled(({ url }) => `{ url: "${url}", ca: ca.pem }`, server, files, env);
      expect(answer.status).toBe(200);
    },
  );

  test('tokens of a host elsewhere only where it is named', async () => {
    const tokens = await startServer((_, response) => sendJson(response, { token: 'a-token' }), {
      certificate: signed('tokens', ['auth.elsewhere.example']),
    });
    const registry: Handler = (request, response, nth) => {
      if (request.headers.authorization === 'Bearer a-token') return serveImage(request, response, nth);
      const realm = 'https://auth.elsewhere.example/token';
      const challenge = `Bearer realm="${realm}",service="corp"`;
      sendJson(response, { errors: [{ code: 'UNAUTHORIZED' }] }, { 'www-authenticate': challenge }, 401);
    };
    const server = await startServer(registry, { certificate: signed('server') });
    // The names exist behind a proxy alone.
    const proxy = await startProxy({
      resolve: (target) => (target.startsWith('auth.') ? tokens.port : server.port),
    });
    const files = { 'ca.pem': authority.cert };
    const env = { HTTPS_PROXY: `http://127.0.0.1:${proxy.port}` };
    const named = await pulled(() => '{ ca: ca.pem, realms: [auth.elsewhere.example] }', server, files, env);
    expect(named.answer.status).toBe(200);
    expect(new Set(proxy.targets)).toEqual(
      new Set(['registry.corp.example:443', 'auth.elsewhere.example:443']),
    );
    const before = tokens.seen.length;
    const unnamed = await pulled(() => '{ ca: ca.pem }', server, files, env);
    expect(unnamed.answer.status).toBe(502);
    expect(unnamed.text).toContain('auth.elsewhere.example');
    expect(tokens.seen.length).toBe(before);
    const direct = { ...env, NO_PROXY: 'corp.example' };
    const around = await pulled(() => '{ ca: ca.pem }', server, files, direct);
    expect(around.answer.status).toBe(503);
    expect(around.text).toMatch(/ENOTFOUND|EAI_AGAIN/);
  });

  test('--upstream goes before the configured address', async () => {
    const server = await startServer(serveImage);
    const cwd = corp('{ url: "https://nowhere.invalid" }');
    const served = await serve(['--upstream', `registry.corp.example=${server.url}`], { cwd });
    expect((await ask(`${served.url}/v2/corp/app/manifests/1`)).status).toBe(200);
  });
});

test('an upstream that no rule names is said to be of no use', async () => {
  const cwd = repository({
    'pullthrough.yaml': `rules:
  - { name: docker-hub, source: docker.io/*, target: hub/* }
upstreams: { dockr.io: { insecure: true } }
`,
  });
  const served = await serve(['--offline'], { cwd });
  expect(served.output.stderr).toContain('warning: upstreams.dockr.io is not used: no cache rule');
});

describe('upstreams that cannot be reached as configured end with exit code 2', () => {
  const key = makeCertificate({ commonName: 'x' });
  const files = {
    'ca.pem': authority.cert,
    'cert.pem': authority.cert,
    'key.pem': key.key,
    'text.pem': 'text\n',
  };

  test.each<[string, string, RegExp]>([
    ['an authority that is missing', '{ ca: none.pem }', /upstreams\.registry\.corp\.example: .*none\.pem/],
    ['an authority that is none', '{ ca: text.pem }', /text\.pem is no file of PEM certificates/],
    ['half of a client certificate', '{ clientCert: cert.pem }', /clientCert is given without clientKey/],
    [
      'a key of another certificate',
      '{ clientCert: cert.pem, clientKey: key.pem }',
      /no certificate with its key/,
    ],
    [
      'http to another machine',
      '{ url: "http://mirror.example" }',
      /upstreams\.registry\.corp\.example: .*without TLS/,
    ],
    [
      'an address with a secret',
      '{ url: "https://user:secret@mirror.example" }',
      /more than scheme, host and path/,
    ],
    ['an address that is none', '{ url: mirror }', /pullthrough\.yaml:5:.*expected an https URL/],
    ['an unknown key', '{ urls: x }', /unknown key urls .*Did you mean url/],
  ])('%s', (_, access, message) => {
    const { code, stdout, stderr } = pullthrough(['serve', '--listen', '127.0.0.1:0'], corp(access, files), {
      XDG_CACHE_HOME: repository({}),
    });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal error|secret@/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('one registry under two names', () => {
    const cwd = repository({
      'pullthrough.yaml': `rules:
  - { name: docker-hub, source: docker.io/*, target: hub/* }
upstreams: { docker.io: { insecure: true }, index.docker.io: { insecure: false } }
`,
    });
    const { code, stderr } = pullthrough(['serve', '--listen', '127.0.0.1:0'], cwd);
    expect(stderr).toMatch(/index\.docker\.io and docker\.io are the same registry/);
    expect(code).toBe(2);
  });
});

describe('pulls without credentials are told at the start', () => {
  const nobody = async (): Promise<Record<string, string>> => {
    const home = await temporaryDirectory();
    return { HOME: home, DOCKER_CONFIG: home, REGISTRY_AUTH_FILE: join(home, 'none.json') };
  };
  const rules = (...lines: readonly string[]): string =>
    repository({ 'pullthrough.yaml': `rules:\n${lines.map((line) => `  - ${line}\n`).join('')}` });

  test('of Docker Hub', async () => {
    const cwd = rules('{ name: docker-hub, source: docker.io/*, target: hub/*, credentialSet: hub-token }');
    const served = await serve([], { cwd, env: await nobody() });
    await until(served, () => served.output.stderr.includes('warning'));
    expect(served.output.stderr).toMatch(
      /no credentials for docker\.io, which the rules pull with hub-token: .*anonymous.*Docker Hub limits.*PULLTHROUGH_CREDENTIALS_DOCKER_IO/,
    );
  });

  test('of a rule with a credential set, as a line of the log where one is written', async () => {
    const cwd = rules(
      '{ name: quay-team, source: quay.io/team/*, target: quay/team/*, credentialSet: quay }',
    );
    const served = await serve(['--log'], { cwd, env: await nobody() });
    await until(served, () => served.output.stderr.includes('"level":"warn"'));
    const [line] = served.output.stderr.split('\n').filter((text) => text.includes('"warn"'));
    expect(JSON.parse(line ?? '')).toMatchObject({ event: 'configuration' });
    expect(line).toContain('PULLTHROUGH_CREDENTIALS_QUAY_IO');
  });

  test('and not where there are some, or none are wanted', async () => {
    const cwd = rules(
      '{ name: docker-hub, source: docker.io/*, target: hub/*, credentialSet: hub-token }',
      '{ name: k8s-registry, source: registry.k8s.io/*, target: k8s/* }',
    );
    const env = { ...(await nobody()), PULLTHROUGH_CREDENTIALS_DOCKER_IO: 'user:token' };
    const served = await serve([], { cwd, env });
    served.child.kill('SIGTERM');
    const { stderr } = await served.ended;
    expect(stderr).toContain('docker pull');
    expect(stderr).not.toContain('warning');
  });
});
