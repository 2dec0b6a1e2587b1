import { holds } from './assertions.ts';
import { type Budget, spend } from './budget.ts';
import type { Program } from './compile.ts';

/**
 * Whether the expression matches anywhere in the text, as Go's `MatchString`. All ways through the machine are followed
 * side by side, so the time is bounded by length of the text times length of the program: no text makes it backtrack. Greed and
 * captures make no difference to it.
 */
export function matchRegexp(program: Program, text: string, budget?: Budget): boolean {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  let states = new Set<number>();
  for (let at = 0; at <= points.length; at++) {
    if (follow(program, program.start, points, at, states)) return true;
    const code = points[at];
    if (code === undefined) return false;
    if (budget !== undefined) spend(budget, states.size + 1);
    const next = new Set<number>();
    for (const state of states) {
      const instruction = program.instructions[state];
      if (instruction?.op !== 'character' || !instruction.test(code)) continue;
      if (follow(program, instruction.next, points, at + 1, next)) return true;
    }
    states = next;
  }
  return false;
}

/** Adds every state that is reached without reading a character; true when the end of the program is. */
function follow(
  program: Program,
  from: number,
  points: readonly number[],
  at: number,
  states: Set<number>,
): boolean {
  const pending = [from];
  for (let state = pending.pop(); state !== undefined; state = pending.pop()) {
    if (states.has(state)) continue;
    states.add(state);
    const instruction = program.instructions[state];
    if (instruction === undefined || instruction.op === 'character') continue;
    if (instruction.op === 'match') return true;
    if (instruction.op === 'split') pending.push(instruction.next, instruction.other);
    else if (instruction.op === 'save' || holds(instruction.assertion, points, at))
      pending.push(instruction.next);
  }
  return false;
}
