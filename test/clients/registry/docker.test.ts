import { describe, expect, it, type TestContext } from 'vitest';
import { type Bundle, configOf, nativeManifest, rootOf } from '../../support/clients/bundle.ts';
import { startDockerd } from '../../support/clients/dockerd.ts';
import { type ClientRun, expectDone, runClient } from '../../support/clients/run-client.ts';
import { allowOrSkip, isRoot, need } from '../programs.ts';
import { pullContract } from './contract.ts';
import { docker, dockerd } from './programs.ts';
import { openRelay, openStage, temporaryFolder } from './stage.ts';

function needDocker(context: TestContext): void {
  need(dockerd, context);
  need(docker, context);
  allowOrSkip(isRoot, 'the Docker daemon needs root', context);
}

/** Runs docker commands one after the other until one fails, with a daemon that is there for them alone. */
async function runDocker(
  folder: string,
  commands: readonly (readonly string[])[],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<ClientRun> {
  const daemon = await startDockerd(dockerd.path ?? '', folder, settings);
  try {
    let last: ClientRun = { code: null, stdout: '', stderr: '' };
    for (const command of commands) {
      last = await runClient(docker.path ?? '', ['--host', daemon.address, ...command], { cwd: folder });
      if (last.code !== 0) break;
    }
    return last;
  } finally {
    await daemon.stop();
  }
}

function pullAndInspect(reference: string): readonly (readonly string[])[] {
  return [
    ['pull', '--quiet', reference],
    ['image', 'inspect', reference],
  ];
}

function expectImage(inspection: string, repository: string, bundle: Bundle): void {
  const [inspected] = JSON.parse(inspection);
  // Docker compares every archive with the configuration, whose digest is the image's name.
  expect(inspected.Id).toBe(configOf(nativeManifest(bundle)));
  expect(inspected.RepoDigests).toEqual([`${repository}@${rootOf(bundle).digest}`]);
}

pullContract({
  name: 'docker',
  need: needDocker,
  // Of a registry on loopback Docker takes any certificate.
  pull: (folder, { host }, image) => runDocker(folder, pullAndInspect(`${host}/${image}`)),
  expectPulled: async ({ run }, { host }, image, bundle) =>
    expectImage(run.stdout, `${host}/${image.slice(0, image.indexOf(':'))}`, bundle),
  resumes: true,
  // Not as old as Debian's: 20.10.
  zstd: false,
});

describe('registry-mirrors', () => {
  it('sends the pulls of Docker Hub to the cache, again without asking the upstream, also when that is gone', async (context) => {
    needDocker(context);
    const { cache, relay, shelf } = await openStage(context);
    const between = await openRelay(cache.url);
    const settings = { 'registry-mirrors': [between.url] };
    const pull = async (): Promise<void> => {
      const byDigest = ['pull', '--quiet', `legacy@${rootOf(shelf.legacy).digest}`];
      const run = await runDocker(temporaryFolder(), [byDigest, ...pullAndInspect('app:1.0')], settings);
      expectDone(run);
      expectImage(run.stdout, 'app', shelf.app);
    };
    await pull();
    const requests = between.contentRequests();
    expect(requests.filter((request) => !/^\w+ \/v2\/library\/(app|legacy)\//.test(request))).toEqual([]);
    const asked = relay.contentRequests();
    await pull();
    expect(relay.contentRequests()).toEqual(asked);
    await relay.close();
    await pull();
  });
});
