import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scan } from '../../../src/scan/index.ts';
import type { ImagePlaces } from '../../../src/sources/configured/index.ts';
import { imageName } from '../../../src/sources/image-name.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function uses(
  files: Readonly<Record<string, string>>,
  places: ImagePlaces,
): Promise<readonly string[]> {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  const charts = { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] };
  const scanned = await scan({ root, maxBytes: 10_000, buildArgs: {}, charts, places });
  if (!scanned.ok) throw new Error(scanned.error);
  const { report } = scanned.value;
  return [
    ...report.uses.map((use) => `${use.file}:${use.line} ${imageName(use)} ${use.confidence} ${use.source}`),
    `${report.files.read} read`,
  ];
}

const app = 'apiVersion: acme.io/v1\nkind: App\nspec:\n  image: app:1\n  runner: nginx:1\n';

test('what the user says of a place takes the place of what its source says', async () => {
  const fields = [{ kind: 'App', path: 'spec/*' }];
  expect(await uses({ 'app.yaml': app }, { fields, flags: [] })).toEqual([
    'app.yaml:4 docker.io/library/app:1 certain configured',
    'app.yaml:5 docker.io/library/nginx:1 certain configured',
    '1 read',
  ]);
});

test('what is no image is left out, the rest of the file is read', async () => {
  const fields = [{ kind: 'App', path: 'spec/image', purpose: 'none' as const }];
  const pod = '---\napiVersion: v1\nkind: Pod\nspec: {containers: [{image: redis:7}]}\n';
  expect(await uses({ 'app.yaml': app + pod }, { fields, flags: [] })).toEqual([
    'app.yaml:9 docker.io/library/redis:7 certain kubernetes',
    '1 read',
  ]);
});

test('a file that no source knows is read for them', async () => {
  const files = { 'deploy/app.json': '{"runner": "nginx:1"}', 'other/app.json': '{"runner": "nginx:2"}' };
  expect(await uses(files, { fields: [{ files: 'deploy', path: 'runner' }], flags: [] })).toEqual([
    'deploy/app.json:1 docker.io/library/nginx:1 certain configured',
    '1 read',
  ]);
});
