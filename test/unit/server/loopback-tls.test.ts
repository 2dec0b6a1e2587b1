import { X509Certificate } from 'node:crypto';
import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:https';
import { type AddressInfo, isIP } from 'node:net';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Certificate, makeCertificate } from '../../../src/server/tls/certificate.ts';
import { type LoopbackTls, loopbackTls } from '../../../src/server/tls/loopback-tls.ts';
import { temporaryDirectory } from '../../support/server/cache.ts';

const now = Date.now();
const dayMs = 86_400_000;

async function make(hosts: readonly string[] = [], directory?: string, at = now): Promise<LoopbackTls> {
  return loopbackTls({ directory: directory ?? (await temporaryDirectory()), hosts, now: at });
}

/** What a client that trusts `ca` makes of a server with the certificate that is reached as `host`. */
async function trusts(ca: string, { cert, key }: Certificate, host: string): Promise<string> {
  const server = createServer({ cert, key });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve) => {
    const name = isIP(host) === 0 ? { servername: host } : {};
    const socket = connect({ host: '127.0.0.1', port, ca, ...name, checkServerIdentity: () => undefined });
    socket.on('secureConnect', () => {
      const leaf = new X509Certificate(socket.getPeerX509Certificate()?.raw ?? '');
      socket.destroy();
      const isNamed = isIP(host) === 0 ? leaf.checkHost(host) : leaf.checkIP(host);
      resolve(isNamed === undefined ? 'not named' : 'trusted');
    });
    socket.on('error', (error) => resolve(error.message));
  });
}

/** The authority's own certificate and key, as whoever stole them would use them. */
async function stolen({ caFile, ca }: LoopbackTls): Promise<Certificate & { commonName: string }> {
  const text = await readFile(caFile.replace(/ca\.pem$/, 'authority.pem'), 'utf8');
  const commonName = new X509Certificate(ca).subject.replace('CN=', '');
  return { cert: ca, key: text.slice(text.indexOf('-----BEGIN PRIVATE KEY')), commonName };
}

describe('the certificate for loopback', () => {
  test.each(['localhost', '127.0.0.1', '::1'])('is good for %s', async (host) => {
    const tls = await make();
    expect(await trusts(tls.ca, tls, host)).toBe('trusted');
  });

  test.each(['registry.lan', '192.168.7.9', '2001:db8::7', '::ffff:192.168.7.9', 'management.localhost'])(
    'is good for %s when the server is reached as that',
    async (host) => {
      const tls = await make([host]);
      expect(await trusts(tls.ca, tls, host)).toBe('trusted');
      expect(await trusts(tls.ca, tls, 'localhost')).toBe('trusted');
    },
  );

  test.each(['registry.example', '10.0.0.1', '2001:db8::8', 'localhost.example', '128.0.0.1'])(
    'comes from an authority that cannot vouch for %s',
    async (host) => {
      const tls = await make();
      const forged = makeCertificate({ commonName: 'x', hosts: [host], issuer: await stolen(tls) });
      expect(await trusts(tls.ca, forged, host)).toBe('permitted subtree violation');
    },
  );

  test('comes from an authority below which there is none', async () => {
    const tls = await make();
    const below = makeCertificate({ commonName: 'below', hosts: ['localhost'], issuer: await stolen(tls) });
    const leaf = makeCertificate({
      commonName: 'x',
      hosts: ['localhost'],
      issuer: { ...below, commonName: 'below' },
    });
    expect(await trusts(tls.ca, { ...leaf, cert: leaf.cert + below.cert }, 'localhost')).not.toBe('trusted');
  });

  test('is new at each start, and its authority is kept', async () => {
    const directory = await temporaryDirectory();
    const first = await make([], directory);
    const second = await make([], directory);
    expect([first.isNew, second.isNew]).toEqual([true, false]);
    expect(second.ca).toBe(first.ca);
    expect(second.cert).not.toBe(first.cert);
    expect(await readFile(second.caFile, 'utf8')).toBe(second.ca);
    expect(second.ca).not.toContain('PRIVATE');
  });

  test.skipIf(process.platform === 'win32')('nobody else may read the key of the authority', async () => {
    const { caFile } = await make();
    const { mode } = await stat(caFile.replace(/ca\.pem$/, 'authority.pem'));
    expect(mode & 0o777).toBe(0o600);
  });

  test('has another authority for another host, which leaves the first one trusted', async () => {
    const directory = await temporaryDirectory();
    const plain = await make([], directory);
    const wide = await make(['registry.lan', '2001:db8::7'], directory);
    const again = await make(['2001:DB8::7', 'registry.lan', 'localhost'], directory);
    expect(wide.ca).not.toBe(plain.ca);
    expect(again.ca).toBe(wide.ca);
    expect((await make([], directory)).ca).toBe(plain.ca);
    expect((await readdir(directory)).sort()).toEqual(['2001-db8--7+registry.lan', 'loopback']);
  });

  test('has a new authority before the old one would end with it', async () => {
    const directory = await temporaryDirectory();
    const first = await make([], directory);
    const ends = Date.parse(new X509Certificate(first.ca).validTo);
    expect((await make([], directory, ends - 398 * dayMs)).ca).toBe(first.ca);
    const late = await make([], directory, ends - 300 * dayMs);
    expect([late.ca === first.ca, late.isNew]).toEqual([false, true]);
    expect(await readFile(late.caFile, 'utf8')).toBe(late.ca);
  });

  test.each<[string, (text: string) => string]>([
    ['is empty', () => ''],
    ['is cut', (text) => text.slice(0, 400)],
    [
      'holds the key of another',
      (text) => text.slice(0, text.indexOf('-----BEGIN PRIVATE')) + makeCertificate({ commonName: 'x' }).key,
    ],
  ])('has a new authority when the file of the old one %s', async (_, spoil) => {
    const directory = await temporaryDirectory();
    const first = await make([], directory);
    const file = first.caFile.replace(/ca\.pem$/, 'authority.pem');
    await chmod(file, 0o600);
    await writeFile(file, spoil(await readFile(file, 'utf8')));
    const next = await make([], directory);
    expect(next.isNew).toBe(true);
    expect(await trusts(next.ca, next, 'localhost')).toBe('trusted');
    expect((await make([], directory)).ca).toBe(next.ca);
  });

  test('is of one authority when several servers start at once', async () => {
    const directory = await temporaryDirectory();
    const made = await Promise.all(Array.from({ length: 8 }, () => make([], directory)));
    expect(new Set(made.map(({ ca }) => ca)).size).toBe(1);
    expect((await readdir(join(directory, 'loopback'))).sort()).toEqual(['authority.pem', 'ca.pem']);
  });
});
