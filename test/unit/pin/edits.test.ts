import { describe, expect, it } from 'vitest';
import { formatReference, type ImageReference } from '../../../src/image/index.ts';
import { pinInPlace } from '../../../src/pin/edits/pin-in-place.ts';
import type { FileEdits } from '../../../src/rewrite/in-place.ts';
import type { ImageUse } from '../../../src/sources/image-use.ts';
import { applyEdits, sourceText } from '../../../src/text/index.ts';
import { digest, imagesOf, kustomizationsOf, pod, type Texts } from './support.ts';

const A = digest('a');
const B = digest('b');

function applied(texts: Texts, edits: FileEdits): Texts {
  return Object.fromEntries(
    Object.entries(texts).map(([path, text]) => {
      const edited = applyEdits(sourceText(path, text), edits.get(path) ?? []);
      if (!edited.ok) throw new Error(`${path}: ${edited.error.code}`);
      return [path, edited.value];
    }),
  );
}

/** Pins every use of the texts to the digest. */
async function pinned(
  texts: Texts,
  to: string = A,
  only: (use: ImageUse) => boolean = () => true,
  unsafe = false,
) {
  const before = imagesOf(texts);
  const wanted = new Map(
    before.uses
      .filter((use) => only(use) && use.inheritsTag !== true)
      .map((use): [ImageUse, ImageReference] => {
        const { tag = 'latest' } = use.reference;
        return [use, { ...use.reference, tag, digest: to }];
      }),
  );
  const kustomizations = kustomizationsOf(texts);
  const result = await pinInPlace(
    {
      before,
      textOf: (file) => {
        const text = texts[file];
        return text === undefined ? undefined : sourceText(file, text);
      },
      templatesOf: () => undefined,
      unsafe,
      wanted,
      kustomizationOf: (file) => kustomizations.find(({ source }) => source.path === file),
    },
    async (edits) => imagesOf(applied(texts, edits)),
  );
  return {
    after: applied(texts, result.edits),
    left: result.left.map(({ use, code }) => `${use.value}: ${code}`),
    changed: [...result.changed].map(({ value }) => value),
  };
}

async function one(path: string, text: string, to = A) {
  const { after, left } = await pinned({ [path]: text }, to);
  return { text: after[path], left };
}

describe('a reference in one text', () => {
  it.each([
    ['a tag', 'nginx:1.25', `nginx:1.25@${A}`],
    ['no tag', 'nginx', `nginx:latest@${A}`],
    ['quotes', '"nginx:1.25" # why', `"nginx:1.25@${A}" # why`],
    ['a digest', `nginx:1.25@${B}`, `nginx:1.25@${A}`],
    ['a digest and quotes', `'quay.io/a/b:1@${B}'`, `'quay.io/a/b:1@${A}'`],
  ])('%s', async (_, written, expected) => {
    expect(await one('pod.yaml', pod(written))).toEqual({ text: pod(expected), left: [] });
  });

  it('in a Dockerfile, stages and all', async () => {
    const text =
      'FROM golang:1.22 AS build\nFROM alpine\nCOPY --from=build /a /a\nCOPY --from=busybox:1 /b /b\n';
    expect(await one('Dockerfile', text)).toEqual({
      text: `FROM golang:1.22@${A} AS build\nFROM alpine:latest@${A}\nCOPY --from=build /a /a\nCOPY --from=busybox:1@${A} /b /b\n`,
      left: [],
    });
  });
});

describe("entries of a kustomization's images", () => {
  const entries = (list: string): string => `resources: [a.yaml]\nimages:\n${list}namePrefix: x-\n`;
  it.each([
    [
      'a line below the tag',
      '- name: nginx\n  newTag: "1.25" # why\n  newName: team/nginx\n',
      `- name: nginx\n  newTag: "1.25" # why\n  digest: "${A}"\n  newName: team/nginx\n`,
    ],
    [
      'a tag alone',
      '  - name: nginx\n    newTag: v1\n',
      `  - name: nginx\n    newTag: v1\n    digest: ${A}\n`,
    ],
    ['the tag first', "- newTag: '1'\n  name: nginx\n", `- newTag: '1'\n  digest: '${A}'\n  name: nginx\n`],
    ['in braces', '- {name: nginx, newTag: "1"}\n', `- {name: nginx, newTag: "1", digest: "${A}"}\n`],
    [
      'as JSON',
      '- {"name": "nginx", "newTag": "1"}\n',
      `- {"name": "nginx", "newTag": "1", "digest": "${A}"}\n`,
    ],
    [
      'an empty digest',
      '- name: nginx\n  newTag: v1\n  digest: ""\n',
      `- name: nginx\n  newTag: v1\n  digest: "${A}"\n`,
    ],
    [
      'a digest that is absent',
      '- name: nginx\n  newTag: v1\n  digest:\n',
      `- name: nginx\n  newTag: v1\n  digest: ${A}\n`,
    ],
    [
      'a digest that is there',
      `- name: nginx\n  newTag: v1\n  digest: ${B}\n`,
      `- name: nginx\n  newTag: v1\n  digest: ${A}\n`,
    ],
    ['letter case', '- Name: nginx\n  NewTag: v1\n', `- Name: nginx\n  NewTag: v1\n  digest: ${A}\n`],
    [
      'a name alone stays',
      '- name: nginx\n  newName: team/nginx\n',
      '- name: nginx\n  newName: team/nginx\n',
    ],
  ])('%s', async (_, before, after) => {
    expect(await one('kustomization.yaml', entries(before))).toEqual({ text: entries(after), left: [] });
  });

  it('line ends of Windows', async () => {
    const text = 'images:\r\n- name: nginx\r\n  newTag: v1\r\nnamePrefix: x-\r\n';
    expect((await one('kustomization.yaml', text)).text).toBe(
      `images:\r\n- name: nginx\r\n  newTag: v1\r\n  digest: ${A}\r\nnamePrefix: x-\r\n`,
    );
  });

  it('an entry that two names share is left', async () => {
    const text = 'images:\n- &e {name: nginx, newTag: "1"}\nx: *e\n';
    const { left } = await one('kustomization.yaml', text.replace('x: *e\n', '- *e\n'));
    expect(left.every((line) => line.endsWith(': shape') || line.endsWith(': unproven'))).toBe(true);
    expect(left.length).toBeGreaterThan(0);
  });

  it('beside a patch of the same file, and another file', async () => {
    const texts = {
      'kustomization.yaml': `images:\n- name: nginx\n  newTag: v1\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: Pod\n    metadata: {name: p}\n    spec:\n      containers: [{name: c, image: redis:7}]\n`,
      'pod.yaml': pod('busybox:1'),
    };
    const { after, left, changed } = await pinned(texts);
    expect({ left, changed: [...changed].sort() }).toEqual({
      left: [],
      changed: ['busybox:1', 'nginx:v1', 'redis:7'],
    });
    expect(after['pod.yaml']).toBe(pod(`busybox:1@${A}`));
    expect(after['kustomization.yaml']).toContain(`  newTag: v1\n  digest: ${A}\npatches:`);
    expect(after['kustomization.yaml']).toContain(`image: redis:7@${A}}`);
  });
});

describe('split fields of values', () => {
  const release = (image: string): string => `apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: {name: a}
spec:
  chart: {spec: {chart: podinfo, sourceRef: {kind: HelmRepository, name: x}}}
  values:
    image:
${image}`;

  it.each([
    ['in quotes', '      digest: ""\n', `      digest: "${A}"\n`],
    ['absent', '      digest:\n', `      digest: ${A}\n`],
    ['null', '      digest: null # none\n', `      digest: ${A} # none\n`],
  ])('a field for the digest is filled: %s', async (_, empty, filled) => {
    const image = '      repository: ghcr.io/a/b\n      tag: 6.5.0\n';
    expect(await one('release.yaml', release(image + empty))).toEqual({
      text: release(image + filled),
      left: [],
    });
  });

  it('one that is filled already gets the new one', async () => {
    const image = (digest: string): string =>
      release(`      repository: ghcr.io/a/b\n      tag: 6.5.0\n      digest: ${digest}\n`);
    expect(await one('release.yaml', image(B))).toEqual({ text: image(A), left: [] });
  });

  it('without such a field nothing shows what a digest in the tag would do', async () => {
    const text = release('      repository: ghcr.io/a/b\n      tag: 6.5.0\n');
    expect(await one('release.yaml', text)).toEqual({ text, left: ['ghcr.io/a/b:6.5.0: shape'] });
  });

  it('a tag that the file itself puts behind the name takes the digest', async () => {
    const text = 'services:\n  web:\n    image: nginx:${TAG:-1.25}\n';
    expect(await one('compose.yaml', text)).toEqual({
      text: `services:\n  web:\n    image: nginx:\${TAG:-1.25@${A}}\n`,
      left: [],
    });
  });
});

describe('a tag in a variable', () => {
  it.each([
    ['an argument', 'ARG TAG=1.22\nFROM golang:${TAG}\n', `ARG TAG=1.22@${A}\nFROM golang:\${TAG}\n`],
    [
      'one for two stages',
      'ARG TAG=3\nFROM alpine:$TAG AS a\nFROM alpine:$TAG\n',
      `ARG TAG=3@${A}\nFROM alpine:$TAG AS a\nFROM alpine:$TAG\n`,
    ],
  ])('%s that nothing else reads', async (_, before, after) => {
    expect(await one('Dockerfile', before)).toEqual({ text: after, left: [] });
  });

  it('is left where something else reads it, unless that is wanted', async () => {
    const text = 'ARG GO=1.22\nFROM golang:${GO}\nARG GO\nRUN curl -O https://example.com/go${GO}.tgz\n';
    expect(await one('Dockerfile', text)).toEqual({ text, left: ['golang:1.22: shared'] });
    const { after } = await pinned({ Dockerfile: text }, A, () => true, true);
    expect(after.Dockerfile).toBe(text.replace('1.22', `1.22@${A}`));
  });

  it('is left where another image would need another digest', async () => {
    const text = 'ARG TAG=3\nFROM alpine:$TAG AS a\nFROM busybox:$TAG\n';
    const { after, left } = await pinned({ Dockerfile: text }, A, ({ value }) => value === 'alpine:3');
    expect({ text: after.Dockerfile, left }).toEqual({ text, left: ['alpine:3: shared'] });
  });
});

it('what is not asked for stays, whatever shares a file with it', async () => {
  const { after } = await pinned(
    { 'pod.yaml': pod('nginx:1', 'redis:7') },
    A,
    ({ value }) => value === 'redis:7',
  );
  expect(after['pod.yaml']).toBe(pod('nginx:1', `redis:7@${A}`));
});

it('pinning again to the same digest changes nothing', async () => {
  const texts = {
    'pod.yaml': pod('nginx', 'quay.io/a/b:1'),
    'kustomization.yaml': 'images: [{name: a, newTag: "1"}]\n',
  };
  const first = await pinned(texts);
  const second = await pinned(first.after);
  expect(second).toEqual({ after: first.after, left: [], changed: [] });
  expect(imagesOf(first.after).uses.map(({ reference }) => formatReference(reference))).toEqual([
    `docker.io/library/nginx:latest@${A}`,
    `quay.io/a/b:1@${A}`,
    `docker.io/library/a:1@${A}`,
  ]);
});

describe("the images of Flux's Kustomization", () => {
  const flux = (images: string): string =>
    `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: apps\nspec:\n  path: ./apps\n  images:\n${images}`;

  it.each([
    [
      'a new name and a tag',
      '    - name: podinfo\n      newName: ghcr.io/x/podinfo # ours\n      newTag: "6.0"\n',
      `    - name: podinfo\n      newName: ghcr.io/x/podinfo # ours\n      newTag: "6.0"\n      digest: "${A}"\n`,
    ],
    [
      'a tag alone',
      '    - name: nginx\n      newTag: 1.27.0\n',
      `    - name: nginx\n      newTag: 1.27.0\n      digest: ${A}\n`,
    ],
    [
      'in a flow map',
      '    - { name: nginx, newTag: 1.27.0 }\n',
      `    - { name: nginx, newTag: 1.27.0, digest: ${A} }\n`,
    ],
  ])('get a digest line: %s', async (_, before, after) => {
    expect(await one('apps.yaml', flux(before))).toEqual({ text: flux(after), left: [] });
  });

  it('with a digest get another one', async () => {
    const images = (digest: string): string =>
      `    - name: nginx\n      newTag: 1.27.0\n      digest: ${digest}\n`;
    expect(await one('apps.yaml', flux(images(A)), B)).toEqual({ text: flux(images(B)), left: [] });
  });

  it('that only rename leave the tag, and the digest, to the manifests', async () => {
    const text = flux('    - name: nginx\n      newName: ghcr.io/x/nginx\n');
    expect(await one('apps.yaml', text)).toEqual({ text, left: [] });
  });

  it('in a post-renderer of a HelmRelease likewise', async () => {
    const release = (digest: string): string =>
      `apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: a }\nspec:\n  postRenderers:\n    - kustomize:\n        images:\n          - name: nginx\n            newTag: 1.27.0\n${digest}`;
    expect(await one('release.yaml', release(''))).toEqual({
      text: release(`            digest: ${A}\n`),
      left: [],
    });
  });
});
