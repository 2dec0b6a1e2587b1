import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Bundle, emptyConfig, pushBundle, rootOf } from '../../support/clients/bundle.ts';
import { clientOutput, runClient } from '../../support/clients/run-client.ts';
import { startPushableRegistry } from '../../support/pushable/start.ts';
import { sha256 } from '../../support/server/ask.ts';
import { content, descriptor, document } from '../../support/server/images.ts';
import { need } from '../programs.ts';
import { pullContract } from './contract.ts';
import { oras } from './programs.ts';
import { openCache, openRelay, openStage, temporaryFolder } from './stage.ts';

const program = oras.path ?? '';

pullContract({
  name: 'oras',
  need: (context) => void need(oras, context),
  pull: (folder, { host, ca }, image) =>
    runClient(
      program,
      [
        'copy',
        ...(ca === undefined ? ['--from-plain-http'] : ['--from-ca-file', ca]),
        `${host}/${image}`,
        '--to-oci-layout',
        'layout:copied',
      ],
      { cwd: folder },
    ),
  expectPulled: async ({ folder }, _counter, _image, bundle) => expectLayout(join(folder, 'layout'), bundle),
  resumes: false,
  zstd: true,
});

function expectLayout(folder: string, bundle: Bundle): void {
  for (const { digest } of [...bundle.manifests, ...bundle.blobs]) {
    expect(sha256(readFileSync(join(folder, 'blobs', digest.replace(':', '/'))))).toBe(digest);
  }
}

describe('oras', () => {
  it('fetches manifests and blobs, lists tags and repositories', async (context) => {
    need(oras, context);
    const { cache, shelf } = await openStage(context);
    const cwd = temporaryFolder();
    const read = (...args: readonly string[]): Promise<string> =>
      clientOutput(program, [...args, '--plain-http'], { cwd });
    const image = `${cache.host}/docker-hub/library/app`;
    const root = rootOf(shelf.app);
    expect(await read('manifest', 'fetch', `${image}:1.0`)).toBe(root.bytes.toString());
    const described = JSON.parse(await read('manifest', 'fetch', '--descriptor', `${image}:1.0`));
    expect(described).toEqual({ mediaType: root.mediaType, digest: root.digest, size: root.bytes.length });
    const large = shelf.app.blobs.reduce((a, b) => (a.bytes.length > b.bytes.length ? a : b));
    await read('blob', 'fetch', '--output', 'blob', `${image}@${large.digest}`);
    expect(sha256(readFileSync(join(cwd, 'blob')))).toBe(large.digest);
    const tags = ['1.0', root.digest.replace(':', '-'), shelf.signature.tag];
    expect((await read('repo', 'tags', image)).trim().split('\n')).toEqual([...tags].sort());
    expect((await read('repo', 'ls', cache.host)).trim()).toBe('docker-hub/library/app');
  });

  it('finds referrers where the upstream keeps them under a tag, and pulls what it found', async (context) => {
    need(oras, context);
    const { cache, shelf } = await openStage(context);
    const cwd = temporaryFolder();
    const args = ['discover', '--plain-http', '--format', 'json', `${cache.host}/docker-hub/library/app:1.0`];
    const { referrers } = JSON.parse(await clientOutput(program, args, { cwd }));
    expect(referrers).toEqual([
      expect.objectContaining({ digest: shelf.referrer.digest, artifactType: 'application/spdx+json' }),
    ]);
    const filtered = await clientOutput(program, [...args, '--artifact-type', 'application/other'], { cwd });
    expect(JSON.parse(filtered).referrers ?? []).toEqual([]);
  });

  it('fetches what sha512 names', async (context) => {
    need(oras, context);
    const upstream = await startPushableRegistry();
    onTestFinished(upstream.close);
    const blob = content('layer', 'sha512');
    const type = 'application/vnd.oci.image.manifest.v1+json';
    const layers = [descriptor(blob, 'text/plain')];
    const config = descriptor(emptyConfig, 'application/vnd.oci.empty.v1+json');
    const manifest = document({ schemaVersion: 2, mediaType: type, config, layers }, type, 'sha512');
    await pushBundle(upstream.url, 'acme/long', { blobs: [blob, emptyConfig], manifests: [manifest] });
    const cache = await openCache({ upstreams: { 'docker.io': upstream.url } });
    const cwd = temporaryFolder();
    const fetch = (kind: string, digest: string): Promise<string> => {
      const name = `${cache.host}/docker-hub/acme/long@${digest}`;
      return clientOutput(program, [kind, 'fetch', '--plain-http', '--output', '-', name], { cwd });
    };
    expect(await fetch('manifest', manifest.digest)).toBe(manifest.bytes.toString());
    expect(await fetch('blob', blob.digest)).toBe('layer');
  });

  it('what oras pushed and attached at a registry with referrers comes through, again without asking', async (context) => {
    need(oras, context);
    const upstream = await startPushableRegistry();
    onTestFinished(upstream.close);
    const relay = await openRelay(upstream.url);
    const cache = await openCache({ upstreams: { 'docker.io': relay.url } });
    const cwd = temporaryFolder();
    const use = (...args: readonly string[]): Promise<string> =>
      clientOutput(program, [...args, '--plain-http'], { cwd });
    writeFileSync(join(cwd, 'shop.json'), '{"open":true}');
    writeFileSync(join(cwd, 'shop.sig'), 'signed');
    const pushed = `${upstream.host}/acme/config:1`;
    await use('push', '--artifact-type', 'application/vnd.acme.config', pushed, 'shop.json:application/json');
    await use('attach', '--artifact-type', 'application/vnd.acme.signature', pushed, 'shop.sig:text/plain');
    const cached = `${cache.host}/docker-hub/acme/config:1`;
    for (let round = 0; round < 2; round++) {
      await use('pull', '--output', `pulled-${round}`, cached);
      expect(readFileSync(join(cwd, `pulled-${round}/shop.json`), 'utf8')).toBe('{"open":true}');
      const { referrers } = JSON.parse(await use('discover', '--format', 'json', cached));
      expect(referrers).toHaveLength(1);
      await use('pull', '--output', `signed-${round}`, `${cached.slice(0, -2)}@${referrers[0].digest}`);
      expect(readFileSync(join(cwd, `signed-${round}/shop.sig`), 'utf8')).toBe('signed');
    }
    const asked = relay.contentRequests();
    // Whatever is asked again is a HEAD; no content twice.
    expect(asked).toEqual([...new Set(asked)]);
  });
});
