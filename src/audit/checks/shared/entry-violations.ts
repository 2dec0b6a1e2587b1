import type { CheckContext, EntryProblem, Violation } from '../types.ts';

/** The problems of one kind with `images:` entries, as violations with the same help. */
export function entryViolations(
  { entryProblems }: CheckContext,
  code: EntryProblem['code'],
  help: string,
): readonly Violation[] {
  return entryProblems
    .filter((problem) => problem.code === code)
    .map(({ place, message }) => ({ subject: { kind: 'entry', use: place }, message, help }));
}
