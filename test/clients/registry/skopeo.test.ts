import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Bundle, rootOf } from '../../support/clients/bundle.ts';
import { clientOutput, runClient } from '../../support/clients/run-client.ts';
import { sha256 } from '../../support/server/ask.ts';
import { need } from '../programs.ts';
import { type Counter, pullContract } from './contract.ts';
import { skopeo } from './programs.ts';
import { openStage, temporaryFolder } from './stage.ts';

const program = skopeo.path ?? '';

/** skopeo takes the authority from a folder with a `.crt`. */
function trust({ ca }: Counter): string {
  return ca === undefined ? '--src-tls-verify=false' : `--src-cert-dir=${dirname(ca)}`;
}

pullContract({
  name: 'skopeo',
  need: (context) => void need(skopeo, context),
  pull: (folder, counter, image) =>
    runClient(
      program,
      [
        'copy',
        '--all',
        '--preserve-digests',
        trust(counter),
        `docker://${counter.host}/${image}`,
        'dir:copied',
      ],
      { cwd: folder },
    ),
  expectPulled: async ({ folder }, _counter, _image, bundle) =>
    expectDirectory(join(folder, 'copied'), bundle),
  resumes: false,
  zstd: true,
});

/** skopeo's `dir:` keeps every manifest and blob as it came, under its digest, and the one of the tag as `manifest.json`. */
function expectDirectory(folder: string, bundle: Bundle): void {
  const root = rootOf(bundle);
  expect(sha256(readFileSync(join(folder, 'manifest.json')))).toBe(root.digest);
  const parts = [...bundle.manifests.filter(({ digest }) => digest !== root.digest), ...bundle.blobs];
  const files = readdirSync(folder);
  for (const { digest } of parts) {
    const hex = digest.split(':')[1] ?? '';
    const file = files.find((name) => name === hex || name === `${hex}.manifest.json`);
    expect(sha256(readFileSync(join(folder, file ?? '?')))).toBe(digest);
  }
}

describe('skopeo', () => {
  it('inspects, raw and by platform, and lists tags under our name', async (context) => {
    need(skopeo, context);
    const { cache, shelf } = await openStage(context);
    const folder = temporaryFolder();
    const skopeoOutput = (...args: readonly string[]): Promise<string> =>
      clientOutput(program, [...args, '--tls-verify=false'], { cwd: folder });
    const image = `docker://${cache.host}/docker-hub/library/app`;
    const root = rootOf(shelf.app);
    expect(await skopeoOutput('inspect', '--raw', `${image}:1.0`)).toBe(root.bytes.toString());
    expect(await skopeoOutput('inspect', '--raw', `${image}@${root.digest}`)).toBe(root.bytes.toString());
    const arm = JSON.parse(await skopeoOutput('--override-arch', 'arm64', 'inspect', `${image}:1.0`));
    expect(arm).toMatchObject({ Name: `${cache.host}/docker-hub/library/app`, Architecture: 'arm64' });
    expect(arm.Digest).toBe(root.digest);
    expect(arm.Layers).toHaveLength(4);
    const listed = JSON.parse(await skopeoOutput('list-tags', image));
    expect(listed).toEqual({
      Repository: `${cache.host}/docker-hub/library/app`,
      Tags: ['1.0', root.digest.replace(':', '-'), shelf.signature.tag].sort(),
    });
  });

  it('copies one platform into an OCI layout, and a signature beside it', async (context) => {
    need(skopeo, context);
    const { cache, shelf } = await openStage(context);
    const folder = temporaryFolder();
    const from = `docker://${cache.host}/docker-hub/library/app`;
    const copy = (...args: readonly string[]): Promise<string> =>
      clientOutput(program, ['copy', '--src-tls-verify=false', ...args], { cwd: folder });
    await copy('--preserve-digests', `${from}:1.0`, 'oci:layout:1.0');
    const index = JSON.parse(readFileSync(join(folder, 'layout/index.json'), 'utf8'));
    expect(shelf.app.manifests.map(({ digest }) => digest)).toContain(index.manifests[0].digest);
    await copy(`${from}:${shelf.signature.tag}`, 'dir:signature');
    expectDirectory(join(folder, 'signature'), shelf.signature);
  });

  it('says which source does not have what is missing', async (context) => {
    need(skopeo, context);
    const { cache } = await openStage(context);
    const args = ['inspect', '--tls-verify=false', `docker://${cache.host}/docker-hub/library/none:1`];
    const { code, stderr } = await runClient(program, args, { cwd: temporaryFolder() });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/not known at source docker\.io\/library\/none of cache rule docker-hub/);
  });
});
