import { expect, test } from 'vitest';
import { unresolved } from '../builders.ts';
import { messages } from './harness.ts';

const invalid = { code: 'invalid', reason: 'A repository is in lower case.' } as const;

test('the reason is part of the message', () => {
  expect(messages('invalid-reference', { unresolved: [unresolved('ghcr.io/Shop/Web:1', invalid)] })).toEqual([
    'ghcr.io/Shop/Web:1 is not an image reference: A repository is in lower case.',
  ]);
});

test('an empty text has a name too', () => {
  expect(messages('invalid-reference', { unresolved: [unresolved('', invalid)] })[0]).toMatch(
    /^An empty text is not/,
  );
});

test('what is not known, and what nobody pulls, is not reported', () => {
  const list = [unresolved('$X'), unresolved('Nginx', { ...invalid, purpose: 'mention' })];
  expect(messages('invalid-reference', { unresolved: list })).toEqual([]);
});
