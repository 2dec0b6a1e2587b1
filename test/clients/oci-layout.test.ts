import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullthrough, repository, startPullthrough } from '../support/cli.ts';
import { blobPath, layoutFiles, twoPlatforms, writeLayout } from '../support/oci-layout.ts';
import { startFakeUpstream } from '../support/server/fake-upstream.ts';
import { hubConfiguration } from '../support/shop-upstream.ts';
import { named, need, output } from './programs.ts';

const skopeo = named('skopeo', 'PULLTHROUGH_SKOPEO');
const image = twoPlatforms();
const name = 'docker.io/library/web:1.0';

test('skopeo reads what the store exports, as a directory and as an archive', async (context) => {
  const program = need(skopeo, context);
  const { top, manifests, blobs } = image;
  const hub = await startFakeUpstream({ 'library/web': { tags: { '1.0': top }, manifests, blobs } });
  try {
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration, list: 'web:1.0\n' });
    const verify = ['verify', '--list', 'list', '--upstream', `docker.io=${hub.url}`];
    const verified = await startPullthrough([...verify, '--depth', 'layers', '--store', 'store'], cwd).ended;
    expect(verified.code).toBe(0);
    for (const [target, reference] of [
      ['out', `oci:out:${name}`],
      ['out.tar', `oci-archive:out.tar:${name}`],
    ] as const) {
      expect(pullthrough(['store', 'export', target, '--store', 'store'], cwd).code).toBe(0);
      output(program, ['copy', '--quiet', '--all', reference, `dir:copy-of-${target}`], cwd);
      expect(readFileSync(join(cwd, `copy-of-${target}`, 'manifest.json'))).toEqual(top.bytes);
      for (const { digest, bytes } of blobs) {
        const hex = digest.slice('sha256:'.length);
        expect(readFileSync(join(cwd, `copy-of-${target}`, hex))).toEqual(bytes);
      }
    }
  } finally {
    await hub.kill();
  }
});

test.for(['oci', 'oci-archive'])('the store takes what skopeo copies to %s', (transport, context) => {
  const program = need(skopeo, context);
  const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
  writeLayout(join(cwd, 'layout'), layoutFiles(image, '1.0'));
  const target = transport === 'oci' ? 'copied' : 'copied.tar';
  const copy = ['copy', '--quiet', '--all', '--preserve-digests'];
  output(program, [...copy, 'oci:layout:1.0', `${transport}:${target}:${name}`], cwd);
  const imported = pullthrough(['store', 'import', target, '--store', 'store'], cwd);
  expect(imported).toMatchObject({ code: 0, stderr: expect.stringContaining('1 image imported') });
  expect(pullthrough(['store', 'export', 'again', '--store', 'store'], cwd).code).toBe(0);
  for (const { digest, bytes } of [image.top, ...image.manifests, ...image.blobs]) {
    expect(readFileSync(join(cwd, 'again', blobPath(digest)))).toEqual(bytes);
  }
});
