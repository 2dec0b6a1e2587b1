import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildGraph } from '../../../src/kustomize/index.ts';
import { scan } from '../../../src/scan/index.ts';
import { withOverwritten } from '../../../src/scan/overwritten.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function judged(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  const charts = { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] };
  const scanned = await scan({ root, maxBytes: 10_000, buildArgs: {}, charts });
  if (!scanned.ok) throw new Error(scanned.error);
  const { report, kustomizations } = scanned.value;
  const uses = withOverwritten(report.uses, buildGraph(kustomizations));
  return [
    ...uses.map(({ file, value, purpose }) => `${file} ${value} ${purpose}`),
    ...report.unresolved.map(({ file, value, code }) => `${file} ${value} ${code}`),
  ].sort();
}

const deployment = (...images: readonly string[]): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [${images
    .map((image, index) => `{name: c${index}, image: "${image}"}`)
    .join(', ')}]}}}\n`;

const entries = (...list: readonly string[]): string => `images: [${list.join(', ')}]\n`;

test('an image that every overlay gives another name is pulled by nobody', async () => {
  expect(
    await judged({
      'base/web.yaml': deployment('controller:latest', 'nginx:1'),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'a/kustomization.yaml': `resources: [../base]\n${entries('{name: controller, newName: ghcr.io/shop/a, newTag: "1"}')}`,
      'b/kustomization.yaml': `resources: [../base]\n${entries('{name: controller, newName: ghcr.io/shop/b, newTag: "1"}')}`,
    }),
  ).toEqual([
    'a/kustomization.yaml ghcr.io/shop/a:1 pull',
    'b/kustomization.yaml ghcr.io/shop/b:1 pull',
    'base/web.yaml controller:latest mention',
    'base/web.yaml nginx:1 pull',
  ]);
});

test('one that an overlay leaves is', async () => {
  expect(
    await judged({
      'base/web.yaml': deployment('controller:latest', 'ghcr.io/shop/api:TAG'),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'a/kustomization.yaml': `resources: [../base]\n${entries(
        '{name: controller, newName: ghcr.io/shop/a}',
        '{name: ghcr.io/shop/api, newTag: "2"}',
      )}`,
      'b/kustomization.yaml': 'resources: [../base]\n',
    }),
  ).toEqual([
    'a/kustomization.yaml ghcr.io/shop/a pull',
    'a/kustomization.yaml ghcr.io/shop/api:2 pull',
    'base/web.yaml controller:latest pull',
    'base/web.yaml ghcr.io/shop/api:TAG variable',
  ]);
});

test('a stand-in that every overlay fills in is no open question', async () => {
  expect(
    await judged({
      'base/web.yaml': deployment('placeholder', 'ghcr.io/shop/api:TAG'),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'a/kustomization.yaml': `resources: [../base]\n${entries(
        '{name: placeholder, newName: ghcr.io/shop/a, newTag: "1"}',
        '{name: ghcr.io/shop/api, newTag: "2"}',
      )}`,
    }),
  ).toEqual(['a/kustomization.yaml ghcr.io/shop/a:1 pull', 'a/kustomization.yaml ghcr.io/shop/api:2 pull']);
});

const replacement = (path: string, select: string = '{kind: Deployment}'): string =>
  `resources: [web.yaml, data.yaml]\nreplacements:\n- source: {kind: ConfigMap, name: images, fieldPath: data.web}\n  targets: [{select: ${select}, fieldPaths: ["${path}"]}]\n`;
const data = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: images}\ndata: {web: "ghcr.io/shop/web:1"}\n';

test('an image that a replacement overwrites is pulled by nobody', async () => {
  const kustomization = replacement('spec.template.spec.containers.[name=c0].image');
  for (const [image, left] of [
    ['nginx:1', ['web.yaml nginx:1 mention']],
    ['placeholder', []],
  ] as const) {
    expect(
      await judged({
        'web.yaml': deployment(image),
        'data.yaml': data,
        'kustomization.yaml': kustomization,
      }),
    ).toEqual(['data.yaml ghcr.io/shop/web:1 pull', 'kustomization.yaml ghcr.io/shop/web:1 pull', ...left]);
  }
});

test.each([
  ['another object', replacement('spec.template.spec.containers.0.image', '{kind: Deployment, name: api}')],
  ['another field', replacement('spec.template.spec.initContainers.0.image')],
])('a replacement in %s leaves it', async (_, kustomization) => {
  expect(
    await judged({
      'web.yaml': deployment('nginx:1'),
      'data.yaml': data,
      'kustomization.yaml': kustomization,
    }),
  ).toContain('web.yaml nginx:1 pull');
});

test('which of several containers a replacement picks is not told here', async () => {
  const kustomization = replacement('spec.template.spec.containers.[name=c0].image');
  expect(
    await judged({
      'web.yaml': deployment('nginx:1', 'redis:7'),
      'data.yaml': data,
      'kustomization.yaml': kustomization,
    }),
  ).toEqual(expect.arrayContaining(['web.yaml nginx:1 pull', 'web.yaml redis:7 pull']));
});
