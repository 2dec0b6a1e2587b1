import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bundle, configOf, nativeManifest } from '../../support/clients/bundle.ts';
import { type ClientRun, clientOutput, expectDone, runClient } from '../../support/clients/run-client.ts';
import { sha256 } from '../../support/server/ask.ts';
import { need } from '../programs.ts';
import { pullContract } from './contract.ts';
import { podman } from './programs.ts';
import { openStage, temporaryFolder } from './stage.ts';

const program = podman.path ?? '';

/** A storage of its own that needs no privileges of the kernel. */
const storage = [
  '--root',
  'storage',
  '--runroot',
  'run',
  '--storage-driver',
  'vfs',
  '--cgroup-manager',
  'cgroupfs',
];

/** `registries.conf` is the test's: the machine's own may name mirrors. */
function place(
  folder: string,
  registries = '',
): { readonly cwd: string; readonly env: Record<string, string> } {
  const file = join(folder, 'registries.conf');
  writeFileSync(file, registries);
  return { cwd: folder, env: { CONTAINERS_REGISTRIES_CONF: file, TMPDIR: folder } };
}

function pull(folder: string, image: string, trust: readonly string[], registries = ''): Promise<ClientRun> {
  return runClient(program, [...storage, 'pull', '--quiet', ...trust, image], place(folder, registries));
}

async function expectImage(folder: string, image: string, bundle: Bundle): Promise<void> {
  const manifest = nativeManifest(bundle);
  const args = [...storage, 'image', 'inspect', image];
  const [inspected] = JSON.parse(await clientOutput(program, args, place(folder)));
  expect(`sha256:${inspected.Id}`).toBe(configOf(manifest));
  expect(inspected.RepoDigests.join()).toContain(manifest.digest);
  // The manifest is kept as it came, and the layers' archives were compared with their digests on the way.
  const kept = join(folder, 'storage/vfs-images', inspected.Id);
  const digests = readdirSync(kept).map((name) => sha256(readFileSync(join(kept, name))));
  expect(digests).toContain(manifest.digest);
}

pullContract({
  name: 'podman',
  need: (context) => void need(podman, context),
  pull: (folder, { host, ca }, image) =>
    pull(folder, `${host}/${image}`, ca === undefined ? ['--tls-verify=false'] : ['--cert-dir', dirname(ca)]),
  expectPulled: ({ folder }, { host }, image, bundle) => expectImage(folder, `${host}/${image}`, bundle),
  resumes: false,
  zstd: true,
});

describe('podman', () => {
  it('pulls unchanged references through a mirror of registries.conf, by tag and by digest', async (context) => {
    need(podman, context);
    const { cache, relay, shelf } = await openStage(context);
    const mirror = `[[registry]]
prefix = "docker.io"
location = "docker.io"
[[registry.mirror]]
location = "${cache.host}/docker-hub"
insecure = true
`;
    const folder = temporaryFolder();
    expectDone(await pull(folder, 'docker.io/library/app:1.0', [], mirror));
    await expectImage(folder, 'docker.io/library/app:1.0', shelf.app);
    const byDigest = `docker.io/library/legacy@${nativeManifest(shelf.legacy).digest}`;
    expectDone(await pull(folder, byDigest, [], mirror));
    await relay.close();
    const again = temporaryFolder();
    expectDone(await pull(again, 'docker.io/library/app:1.0', [], mirror));
  });
});
