import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, onTestFinished, type TestContext } from 'vitest';
import { type Certificate, makeCertificate } from '../../../src/server/tls/certificate.ts';
import { type CncfRegistry, startCncfRegistry } from '../../support/clients/cncf-registry.ts';
import { type Relay, type RelayOptions, startRelay } from '../../support/clients/relay.ts';
import { type CacheOptions, type ServedCache, serveCache } from '../../support/clients/served-cache.ts';
import { fillShelf, type Shelf } from '../../support/clients/shelf.ts';
import { need } from '../programs.ts';
import { cncfRegistry } from './programs.ts';

/** A cache before a real registry, with somebody between them who counts. */
export interface Stage {
  /** The registry itself, filled. */
  readonly origin: CncfRegistry;
  readonly shelf: Shelf;
  /** Where the cache reaches the registry. */
  readonly relay: Relay;
  readonly cache: ServedCache;
  /** The authority of every certificate, PEM, and a file with it. */
  readonly ca: { readonly cert: string; readonly file: string };
}

export interface StageOptions {
  readonly args?: readonly string[];
  /** The clients reach the cache by https. */
  readonly tls?: boolean;
  /** The upstream is reached by https, and wants a bearer token. */
  readonly guarded?: boolean;
}

interface Upstream {
  readonly origin: CncfRegistry;
  readonly shelf: Shelf;
}

let upstream: Promise<Upstream> | undefined;
afterAll(async () => {
  await (await upstream)?.origin.stop();
});

async function startUpstream(program: string): Promise<Upstream> {
  const origin = await startCncfRegistry(program);
  return { origin, shelf: await fillShelf(origin.url) };
}

/** A folder that goes when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pullthrough-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** The registry is started once for all tests of a file; what stands before it is each test's own. */
export async function openStage(context: TestContext, options: StageOptions = {}): Promise<Stage> {
  const { args = [], tls = false, guarded = false } = options;
  upstream ??= startUpstream(need(cncfRegistry, context));
  const { origin, shelf } = await upstream;
  const authority = { ...makeCertificate({ commonName: 'Private CA' }), commonName: 'Private CA' };
  const certificate = makeCertificate({
    commonName: 'loopback',
    hosts: ['127.0.0.1'],
    issuer: authority,
  });
  const folder = temporaryFolder();
  const file = join(folder, 'ca.crt');
  writeFileSync(file, authority.cert);
  const relay = await openRelay(origin.url, guarded ? { bearer: true, certificate } : {});
  const cache = await openCache({
    upstreams: { 'docker.io': relay.url, 'quay.io': relay.url },
    args: [...args, ...(tls ? tlsArguments(folder, certificate) : [])],
    env: guarded ? { NODE_EXTRA_CA_CERTS: file } : {},
  });
  return { origin, shelf, relay, cache, ca: { cert: authority.cert, file } };
}

export async function openRelay(targetUrl: string, options: RelayOptions = {}): Promise<Relay> {
  const relay = await startRelay(targetUrl, options);
  onTestFinished(relay.close);
  return relay;
}

export async function openCache(options: CacheOptions): Promise<ServedCache> {
  const cache = await serveCache(options);
  onTestFinished(cache.stop);
  return cache;
}

function tlsArguments(folder: string, { cert, key }: Certificate): readonly string[] {
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  writeFileSync(certFile, cert);
  writeFileSync(keyFile, key);
  return ['--tls-cert', certFile, '--tls-key', keyFile];
}
