import { expect, test } from 'vitest';
import { createDetach } from '../../../src/scan/detach.ts';

test('a copy says the same, lone surrogates included', () => {
  const data = { a: ['x', '\ud83d\ude00', '\ud800'], b: { c: 1, d: undefined, e: null, f: true } };
  const copy = createDetach()(data);
  expect(copy).toEqual(data);
  expect(copy).not.toBe(data);
});
