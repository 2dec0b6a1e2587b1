import { expect, test } from 'vitest';
import { audited, decisions } from '../builders.ts';
import { messages, violations } from './harness.ts';

const nginx = audited('nginx:1.27', decisions.covered);

test('a covered image that names its upstream is reported with the reference to write', () => {
  const [violation] = violations('direct-pull', { uses: [nginx] });
  expect(violation?.message).toBe(
    'docker.io/library/nginx:1.27 is pulled from docker.io, although the cache rule docker-hub-library covers it.',
  );
  expect(violation?.help).toBe(
    'Write team.azurecr.io/docker-hub/library/nginx:1.27 instead, or let `pullthrough kustomize` redirect it.',
  );
  expect(violation?.cached).toBe('team.azurecr.io/docker-hub/library/nginx:1.27');
});

test('kustomize is not offered for a Dockerfile', () => {
  const uses = [audited('nginx:1.27', decisions.covered, { source: 'dockerfile', purpose: 'build' })];
  expect(violations('direct-pull', { uses })[0]?.help).toBe(
    'Write team.azurecr.io/docker-hub/library/nginx:1.27 instead.',
  );
});

test('where the reference is composed, the help names what sets it', () => {
  const uses = [
    audited('nginx:1.27', decisions.covered, { source: 'helm', origin: ['image.repository', 'image.tag'] }),
  ];
  expect(violations('direct-pull', { uses })[0]?.help).toBe(
    'Make it team.azurecr.io/docker-hub/library/nginx:1.27; parts of it come from image.repository and image.tag.',
  );
});

test('in a kustomization the name is set and the tag stays', () => {
  const uses = [audited('nginx:1.27', decisions.covered, { source: 'kustomize', path: 'images[0].name' })];
  expect(violations('direct-pull', { uses })[0]?.help).toBe(
    'Set newName to team.azurecr.io/docker-hub/library/nginx, or let `pullthrough kustomize` do it.',
  );
});

test('a use that a kustomization sends to the cache is no direct pull', () => {
  expect(messages('direct-pull', { uses: [{ ...nginx, redirectedBy: 'k8s/kustomization.yaml' }] })).toEqual(
    [],
  );
});

test.each(['uncovered', 'cached', 'own', 'exempt', 'unsupported', 'dangling'] as const)(
  '%s is not its business',
  (status) => {
    expect(messages('direct-pull', { uses: [audited('nginx:1.27', decisions[status])] })).toEqual([]);
  },
);
