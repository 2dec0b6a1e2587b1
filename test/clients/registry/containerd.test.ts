import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, type TestContext } from 'vitest';
import { type Bundle, nativeManifest, rootOf } from '../../support/clients/bundle.ts';
import { containerdBlob, startContainerd } from '../../support/clients/containerd.ts';
import type { RelayedRequest } from '../../support/clients/relay.ts';
import { type ClientRun, expectDone, runClient } from '../../support/clients/run-client.ts';
import { sha256 } from '../../support/server/ask.ts';
import { allowOrSkip, isRoot, need } from '../programs.ts';
import { largest, pullContract } from './contract.ts';
import { containerds } from './programs.ts';
import { openRelay, openStage, temporaryFolder } from './stage.ts';

/** `hosts.toml` for a registry, in a folder that `--hosts-dir` names. */
function hosts(folder: string, registry: string, text: string): readonly string[] {
  const directory = join(folder, 'hosts');
  mkdirSync(join(directory, registry), { recursive: true });
  writeFileSync(join(directory, registry, 'hosts.toml'), text);
  return ['--hosts-dir', directory];
}

function expectContent(folder: string, bundle: Bundle): void {
  for (const { digest } of [...bundle.manifests, ...bundle.blobs]) {
    expect(sha256(readFileSync(containerdBlob(folder, digest)))).toBe(digest);
  }
}

describe.for(containerds)('$daemon.name', (programs) => {
  const needBoth = (context: TestContext): void => {
    need(programs.daemon, context);
    need(programs.ctr, context);
    allowOrSkip(isRoot, 'containerd needs root', context);
  };

  /** Runs ctr against a containerd that keeps its content in the folder and is there for this one call. */
  const runCtr = async (folder: string, args: readonly string[]): Promise<ClientRun> => {
    const daemon = await startContainerd(programs.daemon.path ?? '', folder);
    try {
      const place = { cwd: folder };
      return await runClient(programs.ctr.path ?? '', ['--address', daemon.socket, ...args], place);
    } finally {
      await daemon.stop();
    }
  };

  pullContract({
    name: 'containerd',
    need: needBoth,
    pull: (folder, { host, ca }, image) => {
      const scheme = ca === undefined ? 'http' : 'https';
      const trust = ca === undefined ? '' : `  ca = "${ca}"\n`;
      const reach = hosts(folder, host, `[host."${scheme}://${host}"]\n${trust}`);
      return runCtr(folder, ['content', 'fetch', '--all-platforms', ...reach, `${host}/${image}`]);
    },
    expectPulled: async ({ folder }, _counter, _image, bundle) => expectContent(folder, bundle),
    resumes: true,
    zstd: true,
  });

  it('unpacks one platform, by http without any file', async (context) => {
    needBoth(context);
    const { cache, shelf } = await openStage(context);
    const folder = temporaryFolder();
    const image = `${cache.host}/docker-hub/library/packed:latest`;
    expectDone(await runCtr(folder, ['images', 'pull', '--snapshotter', 'native', '--plain-http', image]));
    expectContent(folder, shelf.packed);
  });

  describe('hosts.toml sends unchanged references to the cache', () => {
    it.for([
      ['as a mirror, with ?ns=', (host: string) => `[host."http://${host}"]\n`, '/v2/library/app/'],
      [
        'under the path of the rule, with override_path',
        (host: string) => `[host."http://${host}/v2/docker-hub"]\n  override_path = true\n`,
        '/v2/docker-hub/library/app/',
      ],
    ] as const)('%s', async ([, text, path], context) => {
      needBoth(context);
      const { cache, relay, shelf } = await openStage(context);
      const between = await openRelay(cache.url);
      const folder = temporaryFolder();
      const reach = hosts(folder, 'docker.io', text(between.host));
      const pull = ['images', 'pull', '--snapshotter', 'native', ...reach, 'docker.io/library/app:1.0'];
      expectDone(await runCtr(folder, pull));
      for (const { digest } of [rootOf(shelf.app), nativeManifest(shelf.app)]) {
        expect(sha256(readFileSync(containerdBlob(folder, digest)))).toBe(digest);
      }
      const strays = (seen: readonly RelayedRequest[], fits: (url: string) => boolean): readonly string[] =>
        seen.map(({ url }) => url).filter((url) => !fits(url));
      expect(strays(between.seen, (url) => url.startsWith(path) && url.endsWith('?ns=docker.io'))).toEqual(
        [],
      );
      // What containerd says to us of the registry that it means, stays with us.
      expect(strays(relay.seen, (url) => /^\/v2\/($|library\/app\/[^?]*$)/.test(url))).toEqual([]);
      const asked = relay.contentRequests();
      const again = temporaryFolder();
      const reachAgain = hosts(again, 'docker.io', text(between.host));
      const fetch = ['content', 'fetch', '--platform', 'linux/arm64', ...reachAgain];
      expectDone(await runCtr(again, [...fetch, 'docker.io/library/app:1.0']));
      const arm = shelf.app.manifests[1];
      expect(sha256(readFileSync(containerdBlob(again, arm?.digest ?? '')))).toBe(arm?.digest);
      // Only what the other platform does not share is new to the cache; containerd 2 had its manifest already.
      const more = relay.contentRequests().slice(asked.length);
      expect(more.length).toBeLessThanOrEqual(3);
      expect(more.filter((request) => request.startsWith('HEAD ') || asked.includes(request))).toEqual([]);
    });

    it('a digest and another registry of the rules; a registry without a rule is refused', async (context) => {
      needBoth(context);
      const { cache, relay, shelf } = await openStage(context);
      const folder = temporaryFolder();
      const mirror = `[host."http://${cache.host}"]\n`;
      const digest = nativeManifest(shelf.legacy).digest;
      const fetch = (registry: string): Promise<ClientRun> =>
        runCtr(folder, [
          'content',
          'fetch',
          ...hosts(folder, registry, mirror),
          `${registry}/library/legacy@${digest}`,
        ]);
      expectDone(await fetch('quay.io'));
      expect(sha256(readFileSync(containerdBlob(folder, digest)))).toBe(digest);
      const asked = relay.seen.length;
      expect((await fetch('ghcr.io')).code).not.toBe(0);
      expect(relay.seen.length).toBe(asked);
    });
  });

  if (!programs.inRanges) return;
  it('fetches a layer that is not cached yet in several ranges at once, and the upstream sees one request', async (context) => {
    needBoth(context);
    const { cache, relay, shelf } = await openStage(context);
    const between = await openRelay(cache.url);
    const folder = temporaryFolder();
    const image = `${between.host}/docker-hub/library/app:1.0`;
    expectDone(await runCtr(folder, ['images', 'pull', '--plain-http', image]));
    const large = largest(shelf.app);
    expect(sha256(readFileSync(containerdBlob(folder, large)))).toBe(large);
    const ranges = between.seen.filter(({ url }) => url.includes(large)).map(({ headers }) => headers.range);
    expect(new Set(ranges).size).toBeGreaterThan(10);
    expect(relay.contentRequests().filter((request) => request.includes(large))).toHaveLength(1);
  });
});
