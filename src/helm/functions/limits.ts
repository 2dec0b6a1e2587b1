import { FunctionFailure } from './types.ts';

/** No real chart comes near these; without them one call could take all memory. */
const longestText = 16_000_000;
const longestList = 1_000_000;

export function boundText(length: number): void {
  if (length > longestText) throw new FunctionFailure('the text would be too long');
}

export function boundList(length: number): void {
  if (length > longestList) throw new FunctionFailure('the list would be too long');
}
