import { expect, test } from 'vitest';
import { audited } from '../builders.ts';
import { messages, violations } from './harness.ts';

const pause = audited('k8s.gcr.io/pause:3.9', { status: 'uncovered' });

test('the successor is named where the paths stayed', () => {
  const [violation] = violations('retired-registry', { uses: [pause] });
  expect(violation?.message).toMatch(/^k8s\.gcr\.io\/pause:3\.9 comes from a registry that was retired/);
  expect(violation?.help).toBe('Write registry.k8s.io/pause:3.9 instead.');
});

test('where the paths changed, nothing is made up', () => {
  const uses = [audited('docker.pkg.github.com/a/b/c:1', { status: 'unsupported', reason: '' })];
  expect(violations('retired-registry', { uses })[0]?.help).toBe(
    'Look for the image at ghcr.io; its path there is another one.',
  );
});

test('a registry in service, and a use that is sent elsewhere, is not reported', () => {
  const uses = [
    audited('registry.k8s.io/pause:3.9', { status: 'uncovered' }),
    { ...pause, redirectedBy: 'k8s/kustomization.yaml' },
  ];
  expect(messages('retired-registry', { uses })).toEqual([]);
});

test('where a rule for the successor covers it, the cached reference is named', () => {
  const rule = { name: 'kubernetes', source: 'registry.k8s.io/*', target: 'k8s/*' };
  const cached = { registry: 'team.azurecr.io', repository: 'k8s/pause', tag: '3.9' };
  const uses = [audited('k8s.gcr.io/pause:3.9', { status: 'covered', rule, cached })];
  expect(violations('retired-registry', { uses })[0]?.help).toBe(
    'Write team.azurecr.io/k8s/pause:3.9, which the cache fetches from registry.k8s.io.',
  );
});
