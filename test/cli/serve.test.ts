import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeCertificate } from '../../src/server/tls/certificate.ts';
import { pullthrough, repository, startPullthrough } from '../support/cli.ts';
import { serve, until } from '../support/serve-cli.ts';
import { ask, sha256 } from '../support/server/ask.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import { hubConfiguration, startHub } from '../support/shop-upstream.ts';

describe('serve', () => {
  test('serves the rules of the configuration, and tells programs and people where', async () => {
    const hub = await startHub();
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration, 'k8s/broken.yaml': 'image: [\n' });
    const served = await serve(['--upstream', `docker.io=${hub.url}`], { cwd });
    const first = await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
    const second = await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
    expect(first.status).toBe(200);
    expect(sha256(first.body)).toBe(hub.repositories['library/web']?.tags['1.0']?.digest);
    expect(second.body).toEqual(first.body);
    expect(hub.count('GET', '/manifests/1.0')).toBe(1);
    expect((await ask(`${served.url}/v2/other/web/manifests/1.0`)).status).toBe(404);
    const { host } = new URL(served.url);
    expect(served.output.stderr).toContain(`docker-hub  docker.io/*  ${host}/hub/*`);
    expect(served.output.stderr).toContain(`docker pull ${host}/hub/library/busybox:latest`);
    expect(served.output.stderr).toContain(served.store);
    expect(served.output.stderr).not.toMatch(/warning|broken/);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s lets a running pull finish, then exits with 0',
    async (signal) => {
      const hub = await startHub();
      const layer = hub.repositories['library/web']?.blobs[0];
      hub.fault = ({ url }) =>
        url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 10_000, pauseMs: 60 } : undefined;
      const served = await serve(['--upstream', `docker.io=${hub.url}`]);
      await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
      const pull = ask(`${served.url}/v2/hub/library/web/blobs/${layer?.digest}`);
      await until(served, () => hub.count('GET', '/blobs/') === 1);
      served.child.kill(signal);
      const { body, complete } = await pull;
      expect(complete).toBe(true);
      expect(sha256(body)).toBe(layer?.digest);
      const { code, signal: by } = await served.ended;
      expect({ code, by }).toEqual({ code: 0, by: null });
    },
  );

  test('a second signal does not wait', async () => {
    const hub = await startHub();
    hub.fault = ({ url }) =>
      url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 100, pauseMs: 200 } : undefined;
    const served = await serve(['--upstream', `docker.io=${hub.url}`]);
    await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
    const layer = hub.repositories['library/web']?.blobs[0]?.digest;
    ask(`${served.url}/v2/hub/library/web/blobs/${layer}`).catch(() => {});
    await until(served, () => hub.count('GET', '/blobs/') === 1);
    served.child.kill('SIGINT');
    await until(served, () => served.output.stderr.includes('SIGINT'));
    served.child.kill('SIGINT');
    expect((await served.ended).signal).toBe('SIGINT');
  });

  test('goes on from its store, offline', async () => {
    const hub = await startHub();
    const first = await serve(['--upstream', `docker.io=${hub.url}`]);
    await ask(`${first.url}/v2/hub/library/tool/manifests/latest`);
    first.child.kill('SIGTERM');
    await first.ended;
    await hub.kill();
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const args = ['serve', '--offline', '--ttl', '0', '--listen', '127.0.0.1:0', '--store', first.store];
    const second = startPullthrough(args, cwd);
    onTestFinished(() => void second.child.kill('SIGKILL'));
    await until(second, () => second.output.stdout.includes('\n'));
    const url = second.output.stdout.trim().replace('listening on ', '');
    expect((await ask(`${url}/v2/hub/library/tool/manifests/latest`)).status).toBe(200);
    expect((await ask(`${url}/v2/hub/library/web/manifests/1.0`)).status).toBe(404);
    await until(second, () => second.output.stderr.includes(', offline'));
  });

  test('--ttl 0 asks for a tag each time', async () => {
    const hub = await startHub();
    const served = await serve(['--upstream', `docker.io=${hub.url}`, '--ttl', '0']);
    for (let pulls = 0; pulls < 3; pulls++) await ask(`${served.url}/v2/hub/library/tool/manifests/latest`);
    expect(hub.count('HEAD', '/latest') + hub.count('GET', '/latest')).toBe(3);
  });

  test('--missing-ttl 0 asks each time for what was missing', async () => {
    const hub = await startHub();
    const served = await serve(['--upstream', `docker.io=${hub.url}`, '--missing-ttl', '0']);
    const path = `${served.url}/v2/hub/library/tool/manifests/later`;
    for (let pulls = 0; pulls < 3; pulls++) expect((await ask(path)).status).toBe(404);
    expect(hub.count('GET', '/later')).toBe(3);
  });

  test("credentials come from variables of the upstream's own address, and are no unknown settings", async () => {
    const hub = await startHub();
    hub.fault = ({ headers }) =>
      headers.authorization === undefined
        ? { kind: 'status', status: 401, headers: { 'WWW-Authenticate': 'Basic realm="hub"' } }
        : undefined;
    const variable = `PULLTHROUGH_CREDENTIALS_${hub.host.replaceAll('.', '_').replace(':', '___')}`;
    const env = { [variable]: 'reader:secret', PULLTHROUGH_CREDENTIALS_DOCKER_IO: 'hub:other' };
    const served = await serve(['--upstream', `docker.io=${hub.url}`], { env });
    expect((await ask(`${served.url}/v2/hub/library/tool/manifests/latest`)).status).toBe(200);
    const sent = hub.seen.flatMap(({ headers }) => headers.authorization ?? []);
    expect(new Set(sent)).toEqual(new Set([`Basic ${Buffer.from('reader:secret').toString('base64')}`]));
    expect(served.output.stderr).not.toMatch(/warning|secret/);
  });

  test('--log writes a JSON line for each request and nothing else, whatever the path holds', async () => {
    const hub = await startHub();
    const served = await serve(['--upstream', `docker.io=${hub.url}`, '--log']);
    await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
    await ask(`${served.url}/\u009b31m`);
    await until(served, () => served.output.stderr.split('"event":"request"').length === 3);
    served.child.kill('SIGTERM');
    const { stderr } = await served.ended;
    expect(stderr).toMatch(/^[\x20-\x7e\n]+$/);
    const entries = stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries.map(({ event }) => event)).toEqual([
      'listening',
      'request',
      'request',
      'stopping',
      'stopped',
    ]);
    expect(entries[1]).toMatchObject({ status: 200, rule: 'docker-hub', source: 'docker.io/library/web' });
  });

  test('--tls-cert and --tls-key make it https', async () => {
    const { cert, key } = makeCertificate({ commonName: 'cache', hosts: ['127.0.0.1'] });
    const folder = await temporaryDirectory();
    writeFileSync(join(folder, 'cert.pem'), cert);
    writeFileSync(join(folder, 'key.pem'), key);
    const served = await serve([
      '--tls-cert',
      join(folder, 'cert.pem'),
      '--tls-key',
      join(folder, 'key.pem'),
    ]);
    expect(served.url).toMatch(/^https:/);
    const status = await new Promise((resolve, reject) => {
      request(`${served.url}/v2/`, { ca: cert, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  });

  test('a name that others can register is answered to when it is allowed', async () => {
    const served = await serve(['--allow-host', 'cache.example', '--allow-host', 'second.example']);
    const status = async (Host: string) => (await ask(`${served.url}/v2/`, { headers: { Host } })).status;
    expect(await status('cache.example:5000')).toBe(200);
    expect(await status('second.example')).toBe(200);
    expect(await status('evil.example')).toBe(421);
    expect(await status('team.azurecr.io')).toBe(200);
  });

  test('the store is in the cache directory unless it is named', async () => {
    const cache = await temporaryDirectory();
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const running = startPullthrough(['serve', '--listen', '0'], cwd, { XDG_CACHE_HOME: cache });
    onTestFinished(() => void running.child.kill('SIGKILL'));
    await until(running, () => running.output.stdout.includes('\n'));
    expect(readdirSync(join(cache, 'pullthrough', 'store'))).toContain('blobs');
    expect(statSync(join(cache, 'pullthrough', 'store')).mode & 0o077).toBe(0);
  });
});

describe('what cannot be served ends with exit code 2 and says why', () => {
  const rules = (...lines: readonly string[]): string =>
    repository({ 'pullthrough.yaml': `rules:\n${lines.map((line) => `  - ${line}\n`).join('')}` });
  const hubRule = '{ name: docker-hub, source: docker.io/*, target: hub/* }';

  test.each<[string, readonly string[], RegExp]>([
    ['an address that is none', ['--listen', 'here'], /--listen: "here" is no address/],
    ['a port that is none', ['--listen', '127.0.0.1:70000'], /is no address/],
    [
      'an address of another machine',
      ['--listen', '192.0.2.1:0'],
      /cannot listen on 192\.0\.2\.1:0: .*EADDRNOTAVAIL/,
    ],
    ['a time that is none', ['--ttl', 'soon'], /--ttl: "soon"/],
    ['another time that is none', ['--missing-ttl', '-1'], /--missing-ttl: "-1"/],
    [
      'a name that is none',
      ['--allow-host', 'http://cache.example'],
      /--allow-host: "http:\/\/cache.example"/,
    ],
    ['a size that is none', ['--max-store-size', '20 loads'], /--max-store-size: "20 loads"/],
    ['half of a certificate', ['--tls-cert', 'x.pem'], /given together/],
    [
      'a certificate that is none',
      ['--tls-cert', 'pullthrough.yaml', '--tls-key', 'pullthrough.yaml'],
      /no certificate with its key/,
    ],
    [
      'a store that is a file',
      ['--store', 'pullthrough.yaml/store'],
      /the store .* cannot be used: .*ENOTDIR/,
    ],
    ['http to another machine', ['--upstream', 'docker.io=http://mirror.example'], /without TLS/],
    [
      'an upstream that no rule names',
      ['--upstream', 'quay.io=https://mirror.example'],
      /no cache rule has its source at quay\.io/,
    ],
    ['an upstream without an address', ['--upstream', 'docker.io'], /this is not HOST=URL/],
    [
      'an upstream named twice',
      ['--upstream', 'docker.io=https://a.example', '--upstream', 'index.docker.io=https://b.example'],
      /docker\.io twice/,
    ],
  ])('%s', (_, args, message) => {
    const { code, stdout, stderr } = pullthrough(
      ['serve', '--listen', '127.0.0.1:0', ...args],
      rules(hubRule),
      {
        XDG_CACHE_HOME: repository({}),
      },
    );
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/internal error/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test.skipIf(!existsSync('/proc/self'))('a place where nothing can be made', () => {
    const { code, stderr } = pullthrough(['serve', '--store', '/proc/none/store'], rules(hubRule));
    expect(stderr).toMatch(/cannot be used: .*(ENOENT|EACCES)/);
    expect(code).toBe(2);
  });

  test('no rules', () => {
    const { code, stderr } = pullthrough(
      ['serve'],
      repository({ 'pullthrough.yaml': 'registry: team.azurecr.io\n' }),
    );
    expect(stderr).toMatch(/there is no cache rule to serve\n.*--rules-file/);
    expect(code).toBe(2);
  });

  test('rules that ACR would refuse', () => {
    const second = '{ name: docker-hub-2, source: docker.io/library/*, target: hub/library/* }';
    const { code, stderr } = pullthrough(['serve', '--listen', '127.0.0.1:0'], rules(hubRule, second));
    expect(stderr).toMatch(/^error: The cache rules docker-hub .* overlap/);
    expect(code).toBe(2);
  });

  test('a port that is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const store = await temporaryDirectory();
    const args = ['serve', '--listen', `127.0.0.1:${port}`, '--store', store];
    const { code, stderr } = pullthrough(args, rules(hubRule));
    expect(stderr).toMatch(new RegExp(`cannot listen on 127.0.0.1:${port}: .*EADDRINUSE.*\n.*--listen`));
    expect(code).toBe(2);
  });
});
