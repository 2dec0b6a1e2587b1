import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bundle, rootOf } from '../../support/clients/bundle.ts';
import { type ClientRun, clientOutput, expectDone, runClient } from '../../support/clients/run-client.ts';
import { sha256 } from '../../support/server/ask.ts';
import { need } from '../programs.ts';
import { pullContract } from './contract.ts';
import { crane } from './programs.ts';
import { openCache, openStage, temporaryFolder } from './stage.ts';

const program = crane.path ?? '';

/** crane goes to 127.0.0.1 by http when https fails; the authority is one that all of the program trusts. */
function runCrane(folder: string, args: readonly string[], ca?: string): Promise<ClientRun> {
  const env = ca === undefined ? {} : { SSL_CERT_FILE: ca };
  return runClient(program, args, { cwd: folder, env });
}

pullContract({
  name: 'crane',
  need: (context) => void need(crane, context),
  pull: (folder, { host, ca }, image) =>
    runCrane(folder, ['pull', '--format=oci', `${host}/${image}`, 'layout'], ca),
  expectPulled: async ({ folder }, _counter, _image, bundle) => expectLayout(join(folder, 'layout'), bundle),
  resumes: false,
  zstd: true,
});

function expectLayout(folder: string, bundle: Bundle): void {
  for (const { digest } of [...bundle.manifests, ...bundle.blobs]) {
    expect(sha256(readFileSync(join(folder, 'blobs', digest.replace(':', '/'))))).toBe(digest);
  }
  const { manifests } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  expect(manifests[0].digest).toBe(rootOf(bundle).digest);
}

describe('crane', () => {
  it('reads manifests, digests, configurations, tags and the catalog, and validates', async (context) => {
    need(crane, context);
    const { cache, shelf } = await openStage(context);
    const cwd = temporaryFolder();
    const read = (...args: readonly string[]): Promise<string> => clientOutput(program, args, { cwd });
    const image = `${cache.host}/docker-hub/library/app`;
    const root = rootOf(shelf.app);
    expect(await read('manifest', `${image}:1.0`)).toBe(root.bytes.toString());
    expect((await read('digest', `${image}:1.0`)).trim()).toBe(root.digest);
    const arm = shelf.app.manifests[1]?.digest;
    expect((await read('digest', '--platform', 'linux/arm64', `${image}:1.0`)).trim()).toBe(arm);
    expect(JSON.parse(await read('config', '--platform', 'linux/arm64', `${image}:1.0`)).architecture).toBe(
      'arm64',
    );
    const tags = ['1.0', root.digest.replace(':', '-'), shelf.signature.tag];
    expect((await read('ls', image)).trim().split('\n')).toEqual([...tags].sort());
    expect(await read('validate', '--remote', `${cache.host}/docker-hub/library/tool:latest`)).toMatch(
      /PASS/,
    );
    // As in ACR, a repository is in the catalog once something of it was pulled.
    expect((await read('catalog', cache.host)).trim().split('\n')).toEqual([
      'docker-hub/library/app',
      'docker-hub/library/tool',
    ]);
  });

  it('pulls a layer alone, and finds a signature by its tag', async (context) => {
    need(crane, context);
    const { cache, shelf } = await openStage(context);
    const cwd = temporaryFolder();
    const image = `${cache.host}/docker-hub/library/app`;
    const empty = shelf.app.blobs.reduce((a, b) => (a.bytes.length < b.bytes.length ? a : b));
    const blob = await clientOutput(program, ['blob', `${image}@${empty.digest}`], { cwd });
    expect(sha256(Buffer.from(blob, 'latin1'))).toBe(empty.digest);
    const signature = await clientOutput(program, ['manifest', `${image}:${shelf.signature.tag}`], { cwd });
    expect(signature).toBe(rootOf(shelf.signature).bytes.toString());
  });

  it('one cache is the upstream of another', async (context) => {
    need(crane, context);
    const { cache, relay, shelf } = await openStage(context);
    const near = await openCache({ upstreams: { 'docker.io': `${cache.url}`, 'quay.io': cache.url } });
    const first = temporaryFolder();
    // Docker's mirror mode of the far cache: the near one asks for Docker Hub's own names.
    const image = `${near.host}/docker-hub/library/app:1.0`;
    expectDone(await runCrane(first, ['pull', '--format=oci', image, 'layout']));
    expectLayout(join(first, 'layout'), shelf.app);
    const asked = relay.contentRequests().length;
    await cache.stop();
    const second = temporaryFolder();
    expectDone(await runCrane(second, ['pull', '--format=oci', image, 'layout']));
    expectLayout(join(second, 'layout'), shelf.app);
    expect(relay.contentRequests().length).toBe(asked);
  });

  it('is told that nothing can be pushed', async (context) => {
    need(crane, context);
    const { cache, origin } = await openStage(context);
    const target = `${cache.host}/docker-hub/library/mine:1`;
    const { code, stderr } = await runCrane(temporaryFolder(), [
      'copy',
      `${origin.host}/library/tool:latest`,
      target,
    ]);
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/the target of cache rule docker-hub, which only its source fills/);
  });
});
