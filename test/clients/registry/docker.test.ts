import { describe, expect, it, type TestContext } from 'vitest';
import { type Bundle, configOf, nativeManifest, rootOf } from '../../support/clients/bundle.ts';
import { startDockerd } from '../../support/clients/dockerd.ts';
import { type ClientRun, runClient } from '../../support/clients/run-client.ts';
import { need } from '../programs.ts';
import { pullContract } from './contract.ts';
import { docker, dockerd } from './programs.ts';
import { openRelay, openStage, temporaryFolder } from './stage.ts';

function needDocker(context: TestContext): void {
  need(dockerd, context);
  need(docker, context);
  if (process.getuid?.() !== 0) context.skip('the Docker daemon needs root');
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

async function expectImage(folder: string, image: string, bundle: Bundle): Promise<void> {
  const { stdout } = await runDocker(folder, [['image', 'inspect', image]]);
  const [inspected] = JSON.parse(stdout);
  // Docker compares every archive with the configuration, whose digest is the image's name.
  expect(inspected.Id).toBe(configOf(nativeManifest(bundle)));
  expect(inspected.RepoDigests).toEqual([`${image.slice(0, image.lastIndexOf(':'))}@${rootOf(bundle).digest}`]);
}

pullContract({
  name: 'docker',
  need: needDocker,
  // Of a registry on loopback Docker takes any certificate.
  pull: (folder, { host }, image) => runDocker(folder, [['pull', '--quiet', `${host}/${image}`]]),
  expectPulled: (folder, { host }, image, bundle) => expectImage(folder, `${host}/${image}`, bundle),
  resumes: true,
});

describe('registry-mirrors', () => {
  it('sends the pulls of Docker Hub to the cache, again without asking the upstream, also when that is gone', async (context) => {
    needDocker(context);
    const { cache, relay, shelf } = await openStage(context);
    const between = await openRelay(cache.url);
    const settings = { 'registry-mirrors': [between.url] };
    const first = temporaryFolder();
    const pulls = [
      ['pull', '--quiet', 'app:1.0'],
      ['pull', '--quiet', `legacy@${rootOf(shelf.legacy).digest}`],
    ];
    expect(await runDocker(first, pulls, settings)).toMatchObject({ code: 0 });
    await expectImage(first, 'app:1.0', shelf.app);
    expect(between.contentRequests().every((request) => /^\w+ \/v2\/library\/(app|legacy)\//.test(request))).toBe(true);
    const asked = relay.contentRequests();
    expect(await runDocker(temporaryFolder(), pulls, settings)).toMatchObject({ code: 0 });
    expect(relay.contentRequests()).toEqual(asked);
    await relay.close();
    const last = temporaryFolder();
    expect(await runDocker(last, pulls, settings)).toMatchObject({ code: 0 });
    await expectImage(last, 'app:1.0', shelf.app);
  });
});
