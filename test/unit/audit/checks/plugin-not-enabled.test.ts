import { expect, test } from 'vitest';
import { entryProblem } from '../builders.ts';
import { violations } from './harness.ts';

test('what is found of its kind is reported, with the flags to build with, and nothing else', () => {
  const entryProblems = [entryProblem('not-enabled'), entryProblem('hidden')];
  const [found, ...others] = violations('plugin-not-enabled', { entryProblems });
  expect([found?.message, others]).toEqual(['This is not-enabled.', []]);
  expect(found?.help).toContain('--enable-alpha-plugins --enable-exec');
});
