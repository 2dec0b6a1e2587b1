import { type Change, changeKinds } from '../test/support/fuzz/changes.ts';
import { tokens } from '../test/support/fuzz/tokens.ts';

/** Numbers below a limit, the same for the same seed and case on every machine (mulberry32). */
export function numbersOf(seed: number, index: number): (limit: number) => number {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** Changes out of a sequence of whole numbers: those of a fuzzer's random numbers. */
export function changesFrom(next: (limit: number) => number, largest: number): readonly Change[] {
  return Array.from({ length: 1 + next(5) }, () => ({
    kind: changeKinds[next(changeKinds.length)] as Change['kind'],
    at: next(1 << 30),
    to: next(1 << 30),
    length: next(40),
    token: tokens[next(tokens.length)] as string,
    times: next(8) === 0 ? next(largest) : next(12),
  }));
}
