import { expect, test } from 'vitest';
import { audited, decisions } from '../builders.ts';
import { messages } from './harness.ts';

test('a reference to a place that nothing serves is reported', () => {
  const uses = [audited('team.azurecr.io/docker-hub/redis:7.4', decisions.dangling)];
  expect(messages('dangling-cache-reference', { uses })).toEqual([
    'team.azurecr.io/docker-hub/redis:7.4 names the cache, but nothing serves it: no cache rule serves docker-hub/redis.',
  ]);
});

test.each(['covered', 'uncovered', 'cached', 'own', 'exempt', 'unsupported'] as const)(
  '%s is not its business',
  (status) => {
    expect(
      messages('dangling-cache-reference', { uses: [audited('nginx:1.27', decisions[status])] }),
    ).toEqual([]);
  },
);
