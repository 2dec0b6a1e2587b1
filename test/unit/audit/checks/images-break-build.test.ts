import { expect, test } from 'vitest';
import { entryProblem } from '../builders.ts';
import { messages } from './harness.ts';

test('what is found of its kind is reported, and nothing else', () => {
  const entryProblems = [entryProblem('breaks-build'), entryProblem('hidden')];
  expect(messages('images-break-build', { entryProblems })).toEqual(['This is breaks-build.']);
});
