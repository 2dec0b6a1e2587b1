import { FunctionFailure } from './types.ts';

/** No real chart comes near these; without them one call could take all memory. */
const longestText = 5_000_000;
const longestList = 300_000;

export function boundText(length: number): void {
  if (length > longestText) throw new FunctionFailure('the text would be too long');
}

export function boundList(length: number): void {
  if (length > longestList) throw new FunctionFailure('the list would be too long');
}

let spent = 0;

/** Notes work that a call does beyond what its arguments tell: the steps of a regular expression. */
export function spend(work: number): void {
  spent += work;
}

/** What has been noted since it was last asked for. */
export function takeSpent(): number {
  const taken = spent;
  spent = 0;
  return taken;
}
