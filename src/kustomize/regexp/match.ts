import type { Program } from './compile.ts';
import type { Assertion, CharacterClass } from './types.ts';

/**
 * Whether the expression matches anywhere in the text, as Go's `MatchString`. All ways through the machine are followed
 * side by side, so the time is bounded by length of the text times length of the program: no text makes it backtrack.
 */
export function matchRegexp(program: Program, text: string): boolean {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  let states = new Set<number>();
  for (let at = 0; at <= points.length; at++) {
    if (follow(program, program.start, points, at, states)) return true;
    const code = points[at];
    if (code === undefined) return false;
    const next = new Set<number>();
    for (const state of states) {
      const instruction = program.instructions[state];
      if (instruction?.op !== 'class' || !contains(instruction.class, code)) continue;
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
    if (instruction === undefined || instruction.op === 'class') continue;
    if (instruction.op === 'match') return true;
    if (instruction.op === 'split') pending.push(instruction.next, instruction.other);
    else if (holds(instruction.assertion, points, at)) pending.push(instruction.next);
  }
  return false;
}

function holds(assertion: Assertion, points: readonly number[], at: number): boolean {
  if (assertion === 'begin') return at === 0;
  if (assertion === 'end') return at === points.length;
  const boundary = isWord(points[at - 1]) !== isWord(points[at]);
  return assertion === 'boundary' ? boundary : !boundary;
}

function isWord(code: number | undefined): boolean {
  return code !== undefined && code < 0x80 && /\w/.test(String.fromCharCode(code));
}

function contains({ ranges, negated }: CharacterClass, code: number): boolean {
  return ranges.some(([from, to]) => code >= from && code <= to) !== negated;
}
