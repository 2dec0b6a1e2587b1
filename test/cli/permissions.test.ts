import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repository } from '../support/cli.ts';

// Root may read and write everything: then the CLI runs as nobody, from a folder that nobody may read.
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pullthrough-cli-'));
  chmodSync(folder, 0o755);
  for (const file of ['cli.cjs', 'main.cjs']) copyFileSync(join('dist', file), join(folder, file));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: web, image: nginx:1.27 }] }\n';

function run(args: readonly string[], cwd: string): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'cli.cjs'), ...args], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH ?? '' },
    ...nobody,
  });
  return { code: status, stdout, stderr };
}

test('a directory and a file that may not be read are named, and the rest is scanned', () => {
  const root = repository({ 'pod.yaml': pod, 'closed/pod.yaml': pod, 'secret.yaml': pod });
  chmodSync(root, 0o755);
  chmodSync(join(root, 'closed'), 0o000);
  chmodSync(join(root, 'secret.yaml'), 0o000);
  const { code, stdout } = run(['scan', '--output', 'json'], root);
  chmodSync(join(root, 'closed'), 0o755);
  const { uses, skipped } = JSON.parse(stdout);
  expect(code).toBe(0);
  expect(uses.map(({ file }: { file: string }) => file)).toEqual(['pod.yaml']);
  expect(skipped).toMatchObject([
    { file: 'closed', reason: expect.stringContaining('permission denied') },
    { file: 'secret.yaml', reason: expect.stringContaining('permission denied') },
  ]);
});

test('a kustomization that may not be written stays as it is, and the command fails', () => {
  const kustomization = 'resources:\n- pod.yaml\n';
  const config =
    'registry: team.azurecr.io\nrules:\n- { name: docker-hub, source: docker.io/library/*, target: hub/* }\n';
  const root = repository({
    'pod.yaml': pod,
    'kustomization.yaml': kustomization,
    'pullthrough.yaml': config,
  });
  chmodSync(join(root, 'kustomization.yaml'), 0o444);
  chmodSync(root, 0o555);
  const { code, stderr } = run(['kustomize', '--write'], root);
  chmodSync(root, 0o755);
  expect(stderr).toMatch(/kustomization\.yaml: .*(permission denied|read-only).*left as it is/);
  expect(stderr).toMatch(/kustomizations\.json: .*; --undo will know nothing/);
  expect(code).toBe(2);
  expect(readFileSync(join(root, 'kustomization.yaml'), 'utf8')).toBe(kustomization);
});

test('a file that may not be written stays as it is, and rewriting fails', () => {
  const config =
    'registry: team.azurecr.io\nrules:\n- { name: docker-hub, source: docker.io/library/*, target: hub/* }\n';
  const root = repository({ 'pod.yaml': pod, 'pullthrough.yaml': config });
  chmodSync(join(root, 'pod.yaml'), 0o444);
  chmodSync(root, 0o555);
  const { code, stderr } = run(['rewrite', '--write'], root);
  chmodSync(root, 0o755);
  expect(stderr).toMatch(/^error: pod\.yaml: .*(permission denied|read-only).*left as it is$/m);
  expect(code).toBe(2);
  expect(readFileSync(join(root, 'pod.yaml'), 'utf8')).toBe(pod);
});
