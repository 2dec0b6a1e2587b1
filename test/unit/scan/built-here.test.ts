import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { scan } from '../../../src/scan/index.ts';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'pullthrough-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

async function judged(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const charts = { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] };
  const scanned = await scan({ root, maxBytes: 10_000, buildArgs: {}, charts });
  if (!scanned.ok) throw new Error(scanned.error);
  return scanned.value.report.uses.map(({ value, purpose, confidence, builtBy }) =>
    [value, purpose, confidence, ...(builtBy === undefined ? [] : [builtBy])].join(' '),
  );
}

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nspec: {containers: [{image: "${image}"}]}\n`;
const skaffold =
  'apiVersion: skaffold/v4beta1\nkind: Config\nbuild: {artifacts: [{image: cart}, {image: acme/web}]}\n';

test('a name of Docker’s own that Skaffold builds is no certain pull', async () => {
  const files = { 'skaffold.yaml': skaffold, 'cart.yaml': pod('cart:1'), 'web.yaml': pod('acme/web:1') };
  expect(await judged(files)).toEqual([
    'cart:1 pull possible skaffold.yaml:3',
    'cart push certain',
    'acme/web push certain',
    'acme/web:1 pull certain',
  ]);
});

test('without it the name is what it says', async () => {
  expect(await judged({ 'cart.yaml': pod('cart:1') })).toEqual(['cart:1 pull certain']);
});
