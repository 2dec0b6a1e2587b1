import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type CliResult, pullthrough, repository, startPullthrough } from '../support/cli.ts';
import { blobPath, layoutFiles, twoPlatforms, writeLayout } from '../support/oci-layout.ts';
import { ask, sha256 } from '../support/server/ask.ts';
import { temporaryDirectory } from '../support/server/cache.ts';
import { hubConfiguration, podRepository, startHub } from '../support/shop-upstream.ts';

interface Filled {
  readonly cwd: string;
  readonly hub: Awaited<ReturnType<typeof startHub>>;
  /** Runs `pullthrough store …` on the store. */
  run(...args: readonly string[]): CliResult;
}

/** A store that `verify` filled. */
async function filledStore(depth = 'layers', args: readonly string[] = []): Promise<Filled> {
  const hub = await startHub();
  const cwd = podRepository(['web:1.0', 'tool']);
  const verify = ['verify', '--upstream', `docker.io=${hub.url}`, '--store', 'store', '--depth', depth];
  const { code, stdout } = await startPullthrough([...verify, ...args], cwd).ended;
  expect({ code, stdout }).toMatchObject({ code: 0 });
  const run = (...rest: readonly string[]): CliResult =>
    pullthrough(['store', ...rest, '--store', 'store'], cwd);
  return { cwd, hub, run };
}

describe('store', () => {
  test('list: the images with size, platforms and last use, also for programs', async () => {
    const { run } = await filledStore();
    const { code, stdout, stderr } = run('list');
    expect(stdout).toMatch(
      /^image +size +last use +platforms\ndocker\.io\/library\/tool:latest +50\.\d kB +\d{4}-\d\d-\d\d \d\d:\d\d +one\ndocker\.io\/library\/web:1\.0 +12\d\.\d kB .* linux\/amd64, linux\/arm64\/v8\n$/,
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { images } = JSON.parse(run('list', '--output', 'json').stdout) as { images: unknown[] };
    expect(images).toMatchObject([
      { image: 'docker.io/library/tool:latest', usable: true },
      { image: 'docker.io/library/web:1.0', cached: 'team.azurecr.io/hub/library/web:1.0', missing: [] },
    ]);
  });

  test('what one machine pulled another serves without a network, byte for byte', async () => {
    const { cwd, hub, run } = await filledStore();
    expect(run('export', 'images.tar')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('2 images'),
    });
    await hub.kill();
    const elsewhere = repository({ 'pullthrough.yaml': hubConfiguration });
    const store = await temporaryDirectory();
    const imported = pullthrough(['store', 'import', join(cwd, 'images.tar'), '--store', store], elsewhere);
    expect(imported).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('2 images imported'),
    });
    const args = ['serve', '--listen', '127.0.0.1:0', '--offline', '--store', store];
    const served = startPullthrough(args, elsewhere);
    onTestFinished(() => void served.child.kill('SIGKILL'));
    while (!served.output.stdout.includes('\n')) await delay(10);
    const url = served.output.stdout.trim().replace('listening on ', '');
    const { tags, manifests = [], blobs } = hub.repositories['library/web'] ?? { tags: {}, blobs: [] };
    const top = await ask(`${url}/v2/hub/library/web/manifests/1.0`);
    expect(sha256(top.body)).toBe(tags['1.0']?.digest);
    for (const { digest } of manifests) {
      expect(sha256((await ask(`${url}/v2/hub/library/web/manifests/${digest}`)).body)).toBe(digest);
    }
    for (const { digest } of blobs) {
      expect(sha256((await ask(`${url}/v2/hub/library/web/blobs/${digest}`)).body)).toBe(digest);
    }
  });

  test.each(['web:1.0', 'docker.io/library/web:1.0', 'team.azurecr.io/hub/library/web:1.0'])(
    'export of %s alone',
    async (name) => {
      const { cwd, run } = await filledStore();
      expect(run('export', 'out', name)).toMatchObject({ code: 0 });
      expect(readdirSync(join(cwd, 'out')).sort()).toEqual(['blobs', 'index.json', 'oci-layout']);
      expect(readdirSync(join(cwd, 'out/blobs/sha256'))).toHaveLength(7);
    },
  );

  test('platforms that are not in the store are named, and an image without its layers is none', async () => {
    const one = await filledStore('layers', ['--platform', 'linux/arm64']).catch(() => undefined);
    // The image for a single platform says no operating system, so that it is pulled as it is.
    expect(one?.run('export', 'out', 'web:1.0')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('docker.io/library/web:1.0 is exported without linux/amd64'),
    });
    const { run, cwd } = await filledStore('config');
    expect(run('export', 'out', 'web:1.0')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('is not whole in the store'),
    });
    expect(run('export', 'out')).toMatchObject({ code: 2 });
    expect(readdirSync(cwd)).not.toContain('out');
  });

  test.each<[string, readonly string[], RegExp]>([
    ['an image that is not there', ['export', 'out', 'web:9'], /library\/web:9 is not in the store/],
    ['a name that is none', ['export', 'out', 'A//b'], /"A\/\/b" is no reference/],
    ['a compressed archive', ['export', 'out.tar.gz'], /name it \.tar and compress it afterwards/],
    ['a place that is taken', ['export', '.'], /it exists already/],
    ['a layout that is not there', ['import', 'nothing'], /there is no such directory or archive/],
    ['a folder that is no layout', ['import', '.'], /it is no OCI image layout/],
    ['a wrong --as', ['import', '.', '--as', 'A//b'], /--as A\/\/b: this is no reference/],
    ['another format', ['list', '--output', 'xml'], /no output format "xml"/],
  ])('%s is a clear error', async (_, args, message) => {
    const { run } = await filledStore();
    const { code, stdout, stderr } = run(...args);
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('without a store there is nothing to list', () => {
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const { code, stderr } = pullthrough(['store', 'list', '--store', 'nowhere'], cwd);
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no store at'),
    });
    expect(readdirSync(cwd)).not.toContain('nowhere');
  });

  test('a layout whose image has only a tag for a name is given one', () => {
    const cwd = repository({ 'pullthrough.yaml': hubConfiguration });
    const image = twoPlatforms();
    writeLayout(join(cwd, 'layout'), layoutFiles(image, '1.0'));
    const run = (...args: readonly string[]): CliResult =>
      pullthrough(['store', ...args, '--store', 'store'], cwd);
    const refused = run('import', 'layout');
    expect(refused.stderr).toMatch(/layout: index\.json: manifests\[0\]: its name is only the tag "1\.0"/);
    expect(refused.code).toBe(2);
    expect(run('import', 'layout', '--as', 'web')).toMatchObject({ code: 0 });
    expect(run('list').stdout).toContain('docker.io/library/web:1.0');
    writeFileSync(join(cwd, 'layout', blobPath(image.top.digest)), '{}');
    expect(run('import', 'layout', '--as', 'web')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('the content has the digest'),
    });
  });
});
