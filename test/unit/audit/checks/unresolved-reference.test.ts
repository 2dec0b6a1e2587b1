import { expect, test } from 'vitest';
import { unresolved } from '../builders.ts';
import { messages, violations } from './harness.ts';

test('the reason is part of the message', () => {
  expect(messages('unresolved-reference', { unresolved: [unresolved('${REGISTRY}/web')] })).toEqual([
    '${REGISTRY}/web cannot be told from the files: variable REGISTRY has no value here.',
  ]);
});

test('the help speaks of build arguments for a Dockerfile only, and of .env for a Compose file', () => {
  const help = (source: 'dockerfile' | 'kubernetes' | 'compose'): string | undefined =>
    violations('unresolved-reference', { unresolved: [unresolved('$X', { source })] })[0]?.help;
  expect(help('dockerfile')).toContain('`buildArgs`');
  expect(help('compose')).toContain('`.env`');
  expect(help('kubernetes')).not.toContain('buildArgs');
});

test('an invalid reference, a push and a mention are not reported', () => {
  const list = [
    unresolved('Nginx', { code: 'invalid' }),
    unresolved('$X', { purpose: 'push' }),
    unresolved('$X', { purpose: 'mention' }),
  ];
  expect(messages('unresolved-reference', { unresolved: list })).toEqual([]);
});
