import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeCertificate } from '../../src/server/tls/certificate.ts';
import { pullthrough, repository } from '../support/cli.ts';
import { type Served, serve, until } from '../support/serve-cli.ts';
import { ask } from '../support/server/ask.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import { hubConfiguration, startHub } from '../support/shop-upstream.ts';

/** The status of an answer over https, or the code of the refusal. */
function askTls(url: string, ca: string, host?: string): Promise<number | string> {
  return new Promise((resolve) => {
    const name = host === undefined ? {} : { servername: host, headers: { host } };
    request(url, { ca, agent: false, ...name }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', (error) => resolve('code' in error ? String(error.code) : error.message))
      .end();
  });
}

const caOf = ({ store }: Served): string => readFileSync(join(store, 'tls', 'loopback', 'ca.pem'), 'utf8');

describe('serve --tls', () => {
  test('has a certificate for loopback, and says how to trust its authority', async () => {
    const served = await serve(['--tls']);
    expect(served.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    const { host, port } = new URL(served.url);
    expect(await askTls(`${served.url}/v2/`, caOf(served))).toBe(200);
    expect(await askTls(`https://localhost:${port}/v2/`, caOf(served))).toBe(200);
    expect(await askTls(`${served.url}/v2/`, makeCertificate({ commonName: 'x' }).cert)).toMatch(
      /SELF_SIGNED|SIGNATURE|ISSUER/,
    );
    const file = join(served.store, 'tls', 'loopback', 'ca.pem');
    await until(served, () => served.output.stderr.includes('Python'));
    for (const line of [
      `sudo install -D -m 644 ${file} /etc/docker/certs.d/${host}/ca.crt`,
      `install -D -m 644 ${file} ~/.config/containers/certs.d/${host}/ca.crt`,
      `ca = "${file}", below [host."https://${host}"] in hosts.toml`,
      `curl --cacert ${file} https://${host}/v2/`,
      `export SSL_CERT_FILE=${file}`,
      `export NODE_EXTRA_CA_CERTS=${file}`,
      `export REQUESTS_CA_BUNDLE=${file}`,
    ]) {
      expect(served.output.stderr).toContain(line);
    }
    expect(served.output.stderr).not.toContain('PRIVATE');
  });

  test('keeps its authority in the store over restarts', async () => {
    const store = await temporaryDirectory();
    const first = await serve(['--tls'], { store });
    const ca = caOf(first);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
    const second = await serve(['--tls'], { store });
    expect(await askTls(`${second.url}/v2/`, ca)).toBe(200);
  });

  test('--tls-host adds names', async () => {
    const served = await serve(['--tls-host', 'registry.lan']);
    const ca = readFileSync(join(served.store, 'tls', 'registry.lan', 'ca.pem'), 'utf8');
    expect(await askTls(`${served.url}/v2/`, ca, 'registry.lan')).toBe(200);
    expect(await askTls(`${served.url}/v2/`, ca)).toBe(200);
    expect(await askTls(`${served.url}/v2/`, ca, 'other.lan')).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['a name that is none', ['--tls-host', 'registry lan'], /--tls-host: "registry lan" is neither/],
    ['a path as a name', ['--tls-host', '../../x'], /is neither the name nor the address/],
    ['a grace that is none', ['--grace', 'soon'], /--grace: "soon" is no number of seconds/],
    ['a level that is none', ['--log', 'loud'], /--log.*Allowed choices are error, warn, info, debug/],
  ])('%s ends with exit code 2', (_, args, message) => {
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const store = repository({});
    const { code, stdout, stderr } = pullthrough(['serve', '--listen', '0', '--store', store, ...args], cwd);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('a certificate of both kinds ends with exit code 2', async () => {
    const { cert, key } = makeCertificate({ commonName: 'x', hosts: ['127.0.0.1'] });
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration, 'c.pem': cert, 'k.pem': key });
    const args = ['serve', '--listen', '0', '--tls', '--tls-cert', 'c.pem', '--tls-key', 'k.pem'];
    const { code, stderr } = pullthrough(args, cwd, { XDG_CACHE_HOME: repository({}) });
    expect(stderr).toMatch(/--tls makes a certificate, and --tls-cert names one/);
    expect(code).toBe(2);
  });
});

describe.skipIf(process.platform === 'win32')('SIGHUP', () => {
  test('reads the rules again; what is wrong leaves the ones in force', async () => {
    const hub = await startHub();
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const served = await serve(['--upstream', `docker.io=${hub.url}`], { cwd });
    const status = async (path: string): Promise<number> => (await ask(`${served.url}/v2/${path}`)).status;
    expect(await status('moved/library/tool/manifests/latest')).toBe(404);
    writeFileSync(join(cwd, 'pullthrough.yaml'), hubConfiguration.replace('hub/*', 'moved/*'));
    served.child.kill('SIGHUP');
    await until(served, () => served.output.stderr.includes('were read again'));
    expect(await status('moved/library/tool/manifests/latest')).toBe(200);
    expect(await status('hub/library/tool/manifests/latest')).toBe(404);
    writeFileSync(join(cwd, 'pullthrough.yaml'), 'rules: wrong\n');
    served.child.kill('SIGHUP');
    await until(served, () => served.output.stderr.includes('stays in force'));
    expect(served.output.stderr).toMatch(/warning: SIGHUP: .*pullthrough\.yaml:1:8: rules: expected a list/);
    expect(await status('moved/library/tool/manifests/latest')).toBe(200);
  });

  test('serves a renewed certificate on new connections', async () => {
    const folder = await temporaryDirectory();
    const write = (): string => {
      const { cert, key } = makeCertificate({ commonName: 'cache', hosts: ['127.0.0.1'] });
      writeFileSync(join(folder, 'cert.pem'), cert);
      writeFileSync(join(folder, 'key.pem'), key);
      return cert;
    };
    const old = write();
    const files = ['--tls-cert', join(folder, 'cert.pem'), '--tls-key', join(folder, 'key.pem')];
    const served = await serve([...files, '--log']);
    expect(await askTls(`${served.url}/v2/`, old)).toBe(200);
    const renewed = write();
    served.child.kill('SIGHUP');
    await until(served, () => served.output.stderr.includes('"event":"reloaded"'));
    expect(await askTls(`${served.url}/v2/`, renewed)).toBe(200);
    expect(await askTls(`${served.url}/v2/`, old)).not.toBe(200);
    writeFileSync(join(folder, 'key.pem'), 'spoilt');
    served.child.kill('SIGHUP');
    await until(served, () => served.output.stderr.includes('stays in force'));
    expect(await askTls(`${served.url}/v2/`, renewed)).toBe(200);
  });
});

describe('stopping', () => {
  test('/readyz says so first, and the rest of a pull is still served', async () => {
    const hub = await startHub();
    const layer = hub.repositories['library/web']?.blobs[0]?.digest;
    hub.fault = ({ url }) =>
      url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 10_000, pauseMs: 150 } : undefined;
    const served = await serve(['--upstream', `docker.io=${hub.url}`]);
    await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
    expect((await ask(`${served.url}/readyz`)).status).toBe(200);
    const pull = ask(`${served.url}/v2/hub/library/web/blobs/${layer}`);
    await until(served, () => hub.count('GET', '/blobs/') === 1);
    served.child.kill('SIGTERM');
    await until(served, () => served.output.stderr.includes('SIGTERM'));
    const ready = await ask(`${served.url}/readyz`);
    expect([ready.status, ready.headers.connection]).toEqual([503, 'close']);
    const status = JSON.parse((await ask(`${served.url}/status.json`)).body.toString());
    expect(status.state).toBe('stopping');
    expect((await ask(`${served.url}/healthz`)).status).toBe(200);
    expect((await ask(`${served.url}/v2/hub/library/web/manifests/1.0`)).status).toBe(200);
    expect((await pull).complete).toBe(true);
    const { code, signal } = await served.ended;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
  });

  test('--grace bounds it', async () => {
    const hub = await startHub();
    hub.fault = ({ url }) =>
      url.includes('/blobs/') ? { kind: 'slow', pieceBytes: 100, pauseMs: 200 } : undefined;
    const served = await serve(['--upstream', `docker.io=${hub.url}`, '--grace', '0.5']);
    await ask(`${served.url}/v2/hub/library/web/manifests/1.0`);
    const layer = hub.repositories['library/web']?.blobs[0]?.digest;
    const pull = ask(`${served.url}/v2/hub/library/web/blobs/${layer}`).catch(() => undefined);
    await until(served, () => hub.count('GET', '/blobs/') === 1);
    served.child.kill('SIGTERM');
    expect((await served.ended).code).toBe(0);
    expect((await pull)?.complete ?? false).toBe(false);
  });
});
