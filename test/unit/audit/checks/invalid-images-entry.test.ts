import { expect, test } from 'vitest';
import { entryProblem } from '../builders.ts';
import { messages } from './harness.ts';

test('what is found of its kind is reported, and nothing else', () => {
  const entryProblems = [entryProblem('invalid'), entryProblem('hidden')];
  expect(messages('invalid-images-entry', { entryProblems })).toEqual(['This is invalid.']);
});
