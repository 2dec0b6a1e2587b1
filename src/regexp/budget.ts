/** What the matches of one call may take together, in steps of a thread: beyond them they are given up. */
export interface Budget {
  steps: number;
}

export class TooManySteps extends Error {
  override readonly name = 'TooManySteps';
}

export function spend(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new TooManySteps('regular expression takes too long');
}
