import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tarEnd, tarHeader } from '../../../src/formats/tar/index.ts';
import type { ImageReference } from '../../../src/image/index.ts';
import { exportLayout } from '../../../src/server/oci-layout/export-layout.ts';
import { importLayout } from '../../../src/server/oci-layout/import-layout.ts';
import { openLayoutSource } from '../../../src/server/oci-layout/open-source.ts';
import { openStore } from '../../../src/server/oci-layout/open-store.ts';
import { placeImages } from '../../../src/server/oci-layout/place-images.ts';
import { readLayoutIndex } from '../../../src/server/oci-layout/read-index.ts';
import { listStoredImages, type OpenedStore } from '../../../src/server/oci-layout/stored-images.ts';
import {
  blobPath,
  type LayoutFiles,
  layoutFiles,
  twoPlatforms,
  writeLayout,
} from '../../support/oci-layout.ts';
import { cacheRegistry, hubRule, temporaryDirectory } from '../../support/server/cache.ts';
import { content, document, imageManifest, ociManifest, randomBlob } from '../../support/server/images.ts';

const registry = cacheRegistry([hubRule]);
const never = new AbortController().signal;

/** What importing says: nothing, or the code and the message of the error. */
async function importInto(
  root: string,
  path: string,
  as?: ImageReference,
): Promise<{ readonly code?: string; readonly message?: string; readonly missing?: readonly string[] }> {
  const source = await openLayoutSource(path);
  if (source === undefined) throw new Error(`no ${path}`);
  if (!source.ok) return source.error;
  const open = await openStore(root);
  try {
    const listed = await readLayoutIndex(source.value, path);
    if (!listed.ok) return listed.error;
    const placed = placeImages(listed.value, registry, as);
    if (!placed.ok) return placed.error;
    const options = { signal: never, onBytes: () => {}, now: () => 1_000 };
    const imported = await importLayout(open.store, source.value, path, placed.value, options);
    return imported.ok ? { missing: imported.value.missing } : imported.error;
  } finally {
    await source.value.close();
    await open.store.close();
  }
}

async function layoutDirectory(files: LayoutFiles): Promise<string> {
  const path = await temporaryDirectory();
  writeLayout(path, files);
  return path;
}

function tarOf(entries: readonly (readonly [string, Buffer | string])[]): Buffer {
  const parts = entries.flatMap(([path, text]) => {
    const bytes = Buffer.from(text);
    return [tarHeader(path, bytes.length), bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)];
  });
  return Buffer.concat([...parts, tarEnd]);
}

async function archive(bytes: Buffer): Promise<string> {
  const path = join(await temporaryDirectory(), 'layout.tar');
  writeFileSync(path, bytes);
  return path;
}

async function withStore<T>(root: string, work: (open: OpenedStore) => Promise<T>): Promise<T> {
  const open = await openStore(root);
  try {
    return await work(open);
  } finally {
    await open.store.close();
  }
}

const image = twoPlatforms();
const name = 'docker.io/library/web:1.0';

describe('a layout goes into a store and comes out as it was', () => {
  test.each(['directory', 'archive', 'archive of tar(1)'])('%s', async (kind) => {
    const directory = await layoutDirectory(layoutFiles(image, name));
    let path = directory;
    if (kind === 'archive') path = await archive(tarOf(Object.entries(layoutFiles(image, name))));
    if (kind === 'archive of tar(1)') {
      path = join(await temporaryDirectory(), 'layout.tar');
      expect(spawnSync('tar', ['cf', path, '-C', directory, '.']).status).toBe(0);
    }
    const store = await temporaryDirectory();
    expect(await importInto(store, path)).toEqual({ missing: [] });
    const target = join(await temporaryDirectory(), 'out');
    await withStore(store, async (open) => {
      const images = await listStoredImages(open);
      expect(images).toMatchObject([
        {
          repository: 'docker.io/library/web',
          tag: '1.0',
          digest: image.top.digest,
          platforms: ['linux/amd64', 'linux/arm64'],
          missing: [],
          usable: true,
        },
      ]);
      const options = { signal: never, onBytes: () => {} };
      expect((await exportLayout(open, images, { ...options, target })).ok).toBe(true);
      expect((await exportLayout(open, images, { ...options, target: `${target}.tar` })).ok).toBe(true);
      expect(await exportLayout(open, images, { ...options, target })).toMatchObject({
        error: { code: 'exists' },
      });
    });
    for (const { digest, bytes } of [image.top, ...image.manifests, ...image.blobs]) {
      expect(readFileSync(join(target, blobPath(digest)))).toEqual(bytes);
    }
    expect(JSON.parse(readFileSync(join(target, 'index.json'), 'utf8'))).toMatchObject({
      manifests: [
        {
          digest: image.top.digest,
          size: image.top.bytes.length,
          annotations: {
            'io.containerd.image.name': name,
            'org.opencontainers.image.ref.name': name,
          },
        },
      ],
    });
    expect(await importInto(await temporaryDirectory(), `${target}.tar`)).toEqual({ missing: [] });
    expect(spawnSync('tar', ['tf', `${target}.tar`], { encoding: 'utf8' }).stdout).toContain(
      blobPath(image.top.digest),
    );
  });

  test('sha512, whose paths are longer than a tar header takes', async () => {
    const layer = content('layer', 'sha512');
    const manifest = document(JSON.parse(imageManifest([layer]).bytes.toString()), ociManifest, 'sha512');
    const files = layoutFiles({ top: manifest, manifests: [], blobs: [layer, content('{}')] }, name);
    const store = await temporaryDirectory();
    expect(await importInto(store, await archive(tarOf(Object.entries(files))))).toEqual({ missing: [] });
    const target = join(await temporaryDirectory(), 'out.tar');
    await withStore(store, async (open) => {
      const images = await listStoredImages(open);
      expect((await exportLayout(open, images, { target, signal: never, onBytes: () => {} })).ok).toBe(true);
    });
    expect(await importInto(await temporaryDirectory(), target)).toEqual({ missing: [] });
    const listed = spawnSync('tar', ['tf', target], { encoding: 'utf8' });
    expect(listed.stdout).toContain(blobPath(layer.digest));
  });

  test('an index keeps its digest when a platform is not there, and the platform is named', async () => {
    const files = layoutFiles(image, name);
    delete files[blobPath(image.manifests[1]?.digest ?? '')];
    const store = await temporaryDirectory();
    expect(await importInto(store, await layoutDirectory(files))).toEqual({ missing: ['linux/arm64'] });
    await withStore(store, async (open) => {
      expect(await listStoredImages(open)).toMatchObject([
        { digest: image.top.digest, platforms: ['linux/amd64'], missing: ['linux/arm64'], usable: true },
      ]);
    });
  });

  test('layers that are with other servers need not be there', async () => {
    const layer = randomBlob(10);
    const top = document(
      {
        schemaVersion: 2,
        mediaType: ociManifest,
        config: { digest: content('{}').digest, size: 2 },
        layers: [
          {
            mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
            digest: layer.digest,
            size: 10,
            urls: ['https://layers.example/1'],
          },
        ],
      },
      ociManifest,
    );
    const files = layoutFiles({ top, manifests: [], blobs: [content('{}')] }, name);
    expect(await importInto(await temporaryDirectory(), await layoutDirectory(files))).toEqual({
      missing: [],
    });
  });

  test('two processes at once write everything once', async () => {
    const path = await layoutDirectory(layoutFiles(image, name));
    const store = await temporaryDirectory();
    const both = await Promise.all([importInto(store, path), importInto(store, path)]);
    expect(both).toEqual([{ missing: [] }, { missing: [] }]);
    await withStore(store, async (open) => {
      expect(await listStoredImages(open)).toMatchObject([{ usable: true, missing: [] }]);
    });
    expect(readdirSync(join(store, 'writing'))).toEqual([]);
  });

  test('an interrupted export leaves nothing', async () => {
    const store = await temporaryDirectory();
    await importInto(store, await layoutDirectory(layoutFiles(image, name)));
    const folder = await temporaryDirectory();
    for (const target of [join(folder, 'out'), join(folder, 'out.tar')]) {
      const stopping = new AbortController();
      await withStore(store, async (open) => {
        const images = await listStoredImages(open);
        const options = { target, signal: stopping.signal, onBytes: () => stopping.abort() };
        await expect(exportLayout(open, images, options)).rejects.toThrow(/aborted/);
      });
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test('a blob of the store that is not what its digest says is not exported, and leaves the store', async () => {
    const store = await temporaryDirectory();
    await importInto(store, await layoutDirectory(layoutFiles(image, name)));
    const folder = await temporaryDirectory();
    await withStore(store, async (open) => {
      const [layer] = image.blobs;
      const path = open.layout.blob(layer?.digest ?? '');
      writeFileSync(path, randomBlob(70_000).bytes);
      const images = await listStoredImages(open);
      const options = { target: join(folder, 'out'), signal: never, onBytes: () => {} };
      expect(await exportLayout(open, images, options)).toMatchObject({ error: { code: 'wrong-content' } });
      expect(existsSync(path)).toBe(false);
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('what an image is called decides where it goes', () => {
  test.each([
    ['team.azurecr.io/docker-hub/library/web:1.0', undefined, 'docker.io/library/web', '1.0'],
    ['web', undefined, undefined, undefined],
    ['1.0', { registry: 'docker.io', repository: 'library/web' }, 'docker.io/library/web', '1.0'],
    [undefined, { registry: 'docker.io', repository: 'library/web' }, 'docker.io/library/web', 'latest'],
    [`docker.io/library/web@${image.top.digest}`, undefined, 'docker.io/library/web', undefined],
  ])('%s', async (called, as, repository, tag) => {
    const store = await temporaryDirectory();
    const result = await importInto(store, await layoutDirectory(layoutFiles(image, called)), as);
    if (repository === undefined) {
      expect(result).toMatchObject({ code: 'unnamed', message: expect.stringContaining('manifests[0]') });
      return;
    }
    expect(result).toEqual({ missing: [] });
    await withStore(store, async (open) => {
      const [stored] = await listStoredImages(open);
      expect({ repository: stored?.repository, tag: stored?.tag }).toEqual({ repository, tag });
    });
  });
});

describe('a hostile layout is refused, with the place', () => {
  const [layer] = image.blobs;
  const layerPath = blobPath(layer?.digest ?? '');
  const topPath = blobPath(image.top.digest);
  const sound = layoutFiles(image, name);
  const without = (path: string): Record<string, Buffer | string> => {
    const files = { ...sound };
    delete files[path];
    return files;
  };

  test.each<[string, LayoutFiles, string, string]>([
    ['another folder', { 'a.txt': '' }, 'not-a-layout', 'there is no file oci-layout'],
    ['no index', without('index.json'), 'not-a-layout', 'there is no index.json'],
    [
      'another version',
      { ...sound, 'oci-layout': '{"imageLayoutVersion":"2.0.0"}' },
      'not-a-layout',
      'names no version 1',
    ],
    ['an index that is no JSON', { ...sound, 'index.json': '[' }, 'malformed', 'index.json'],
    [
      'an entry without a digest',
      { ...sound, 'index.json': '{"manifests":[{"digest":"../../etc/passwd","size":3}]}' },
      'malformed',
      'manifests[0] has no digest',
    ],
    [
      'a huge index',
      { ...sound, 'index.json': Buffer.alloc(33 * 1024 * 1024, ' ') },
      'too-large',
      'index.json',
    ],
    ['a huge manifest', { ...sound, [topPath]: Buffer.alloc(9 * 1024 * 1024, ' ') }, 'too-large', topPath],
    ['a manifest with other bytes', { ...sound, [topPath]: '{}' }, 'wrong-content', image.top.digest],
    [
      'a layer with other bytes',
      { ...sound, [layerPath]: randomBlob(70_000).bytes },
      'wrong-content',
      layer?.digest ?? '',
    ],
    [
      'a layer that is too short',
      { ...sound, [layerPath]: '' },
      'wrong-content',
      'it has 0 bytes and not 70000',
    ],
    ['a layer that is missing', without(layerPath), 'missing', layer?.digest ?? ''],
    ['an image that is missing', without(topPath), 'missing', 'manifests[0]'],
    ['an image of no rule', layoutFiles(image, 'quay.io/acme/app:1'), 'no-rule', 'quay.io/acme/app:1'],
    ['a name that is none', layoutFiles(image, 'lib//web:1'), 'unnamed', 'manifests[0]'],
  ])('%s', async (_, files, code, place) => {
    const store = await temporaryDirectory();
    const refused = { code, message: expect.stringContaining(place) };
    expect(await importInto(store, await layoutDirectory(files))).toMatchObject(refused);
    const packed = await archive(tarOf(Object.entries(files)));
    expect(await importInto(store, packed)).toMatchObject(refused);
    await withStore(store, async (open) => {
      expect((await listStoredImages(open)).filter(({ tag }) => tag !== undefined)).toEqual([]);
    });
    expect(readdirSync(join(store, 'writing'))).toEqual([]);
  });

  test.each(['index.json', layerPath, 'blobs/sha256', 'blobs'])('a link at %s', async (path) => {
    const directory = await layoutDirectory(sound);
    const elsewhere = await layoutDirectory(sound);
    rmSync(join(directory, path), { recursive: true });
    symlinkSync(join(elsewhere, path), join(directory, path));
    expect(await importInto(await temporaryDirectory(), directory)).toMatchObject({
      code: 'unsafe',
      message: expect.stringContaining('a link'),
    });
  });

  test.each<[string, () => Buffer, string, string]>([
    ['no archive', () => Buffer.from('x'.repeat(2_000)), 'malformed', 'byte 0'],
    [
      'one that is cut',
      () => tarOf(Object.entries(sound)).subarray(0, 3_000),
      'malformed',
      'ends before its content does',
    ],
    ['a path that leads out', () => tarOf([['../x', '']]), 'unsafe', 'byte 0: a path leads out'],
    ['an absolute path', () => tarOf([['/etc/passwd', '']]), 'unsafe', 'byte 0: a path leads out'],
    [
      'two files of one name',
      () =>
        tarOf([
          ['index.json', ''],
          ['./index.json', ''],
        ]),
      'unsafe',
      'there are two files "index.json"',
    ],
    [
      'a link in an archive',
      () => {
        const bytes = tarOf([['oci-layout', '']]);
        bytes.write('2', 156, 'latin1');
        const sum = bytes
          .subarray(0, 512)
          .reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 32 : byte), 0);
        bytes.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
        return bytes;
      },
      'unsafe',
      'oci-layout: it is a link',
    ],
  ])('%s', async (_, bytes, code, place) => {
    expect(await importInto(await temporaryDirectory(), await archive(bytes()))).toMatchObject({
      code,
      message: expect.stringContaining(place),
    });
  });
});
