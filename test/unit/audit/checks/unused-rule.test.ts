import { expect, test } from 'vitest';
import { audited, decisions, grafana, library, registry } from '../builders.ts';
import { messages } from './harness.ts';

const both = { ...registry, rules: [library, grafana] };

test.each(['covered', 'cached'] as const)('a rule that a %s image has is used', (status) => {
  expect(
    messages('unused-rule', { registry: both, uses: [audited('nginx:1.27', decisions[status])] }),
  ).toEqual([
    'No image of this repository needs the cache rule docker-hub-grafana (docker.io/grafana/* -> docker-hub/grafana/*).',
  ]);
});

test('a proposed rule is not a rule in use', () => {
  expect(
    messages('unused-rule', { registry: both, uses: [audited('a/b:1', decisions.uncovered)] }),
  ).toHaveLength(2);
});
