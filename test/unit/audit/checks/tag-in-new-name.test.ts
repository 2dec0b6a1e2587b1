import { expect, test } from 'vitest';
import { entryProblem } from '../builders.ts';
import { messages } from './harness.ts';

test('what is found of its kind is reported, and nothing else', () => {
  const entryProblems = [entryProblem('tag-in-name'), entryProblem('hidden')];
  expect(messages('tag-in-new-name', { entryProblems })).toEqual(['This is tag-in-name.']);
});
