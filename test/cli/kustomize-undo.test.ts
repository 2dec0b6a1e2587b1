import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pullthrough, repository } from '../support/cli.ts';

const files = {
  'kustomization.yaml':
    '# ours\r\nresources: [p.yaml]\r\nimages:\r\n- name: ghcr.io/acme/web\r\n  newName: quay.io/acme/web # moved\r\n- { name: redis, newTag: "7" }\r\nnamePrefix: x-',
  'p.yaml': `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - { name: a, image: nginx:1.27 }
    - { name: b, image: "ghcr.io/acme/web:1" }
    - { name: c, image: redis:6 }
---
apiVersion: monitoring.coreos.com/v1
kind: Prometheus
metadata: { name: p }
spec: { image: quay.io/prometheus/prometheus:v3 }
`,
};
const kustomize = (root: string, ...args: readonly string[]): ReturnType<typeof pullthrough> =>
  pullthrough(['kustomize', '--registry', 'team.azurecr.io', '--no-config', ...args], root);
const textAt = (root: string, file: string): string => readFileSync(join(root, file), 'utf8');

test('--undo --write gives a kustomization back to the letter, and takes the configuration file away', () => {
  const root = repository(files);
  expect(kustomize(root, '--write').code).toBe(0);
  const written = textAt(root, 'kustomization.yaml');
  expect(written).toContain(
    '{ name: redis, newName: team.azurecr.io/docker-hub/library/redis, newTag: "7" }',
  );
  expect(existsSync(join(root, 'pullthrough-images.yaml'))).toBe(true);

  const shown = kustomize(root, '--undo');
  expect([shown.code, shown.stdout]).toEqual([0, expect.stringContaining('+- { name: redis, newTag: "7" }')]);
  expect(kustomize(root, '--undo', '--check').code).toBe(1);
  expect(textAt(root, 'kustomization.yaml')).toBe(written);

  const undone = kustomize(root, '--undo', '--write');
  expect([undone.code, undone.stderr]).toEqual([
    0,
    'kustomization.yaml: written\npullthrough-images.yaml: removed\n',
  ]);
  expect(textAt(root, 'kustomization.yaml')).toBe(files['kustomization.yaml']);
  expect(existsSync(join(root, 'pullthrough-images.yaml'))).toBe(false);
  const again = kustomize(root, '--undo', '--write');
  expect([again.code, again.stderr]).toEqual([0, expect.stringContaining('there is no note of anything')]);
});

test('what was written in two runs is taken back, and what somebody else added stays', () => {
  const root = repository(files);
  expect(kustomize(root, '--write').code).toBe(0);
  writeFileSync(join(root, 'q.yaml'), files['p.yaml'].replace('nginx:1.27', 'busybox:1'));
  const more = textAt(root, 'kustomization.yaml').replace('[p.yaml]', '[p.yaml, q.yaml]');
  writeFileSync(join(root, 'kustomization.yaml'), more);
  expect(kustomize(root, '--write').stderr).toContain('kustomization.yaml: written');
  expect(textAt(root, 'kustomization.yaml')).toContain('busybox');
  expect(kustomize(root, '--undo', '--write').code).toBe(0);
  expect(textAt(root, 'kustomization.yaml')).toBe(
    files['kustomization.yaml'].replace('[p.yaml]', '[p.yaml, q.yaml]'),
  );
});
