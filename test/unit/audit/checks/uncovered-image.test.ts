import { expect, test } from 'vitest';
import { audited, decisions } from '../builders.ts';
import { messages, violations } from './harness.ts';

const grafana = audited('grafana/grafana:11.3.0', decisions.uncovered);

test('an image without a rule is reported with the rule that would cover it', () => {
  const [violation] = violations('uncovered-image', { uses: [grafana] });
  expect(violation?.message).toBe(
    'docker.io/grafana/grafana:11.3.0 is pulled from docker.io, and no cache rule covers it.',
  );
  expect(violation?.help).toBe(
    'Create the rule docker-hub-grafana (docker.io/grafana/* -> docker-hub/grafana/*); `pullthrough rules` prints the commands.',
  );
  expect(violation?.rule?.name).toBe('docker-hub-grafana');
  expect(violation?.cached).toBe('team.azurecr.io/docker-hub/grafana/grafana:11.3.0');
});

test('without a proposal the help still says where to look', () => {
  const uses = [audited('grafana/grafana', { status: 'uncovered' })];
  const [violation] = violations('uncovered-image', { uses });
  expect(violation?.message).toContain('docker.io/grafana/grafana:latest');
  expect(violation?.help).toContain('pullthrough rules');
});

test('what is pushed, mentioned, or sent elsewhere by a kustomization is not reported', () => {
  const uses = [
    audited('grafana/grafana:11.3.0', decisions.uncovered, { purpose: 'push' }),
    audited('grafana/grafana:11.3.0', decisions.uncovered, { purpose: 'mention' }),
    { ...grafana, redirectedBy: 'k8s/kustomization.yaml' },
  ];
  expect(messages('uncovered-image', { uses })).toEqual([]);
});

test('an image that a build starts from is reported', () => {
  const uses = [audited('golang:1.23', { status: 'uncovered' }, { purpose: 'build', source: 'dockerfile' })];
  expect(messages('uncovered-image', { uses })).toEqual([
    'docker.io/library/golang:1.23 is pulled from docker.io, and no cache rule covers it.',
  ]);
});

test.each(['covered', 'cached', 'own', 'exempt', 'unsupported', 'dangling'] as const)(
  '%s is not its business',
  (status) => {
    expect(messages('uncovered-image', { uses: [audited('nginx:1.27', decisions[status])] })).toEqual([]);
  },
);
