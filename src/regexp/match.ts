import { holds } from './assertions.ts';
import { type Budget, spend } from './budget.ts';
import type { Program } from './compile.ts';
import type { CharacterTest } from './types.ts';

/** Offsets into the code points, in pairs of start and end: of the whole, then of every group; undefined for one that took no part. */
export type Captures = readonly (number | undefined)[];

interface Thread {
  readonly at: number;
  readonly captures: Captures;
}

/** The states that have been added at a position: those whose last round is this one. */
interface Seen {
  readonly last: Float64Array;
  round: number;
}

const seenBy = new WeakMap<Program, Seen>();

/** One for all matches of a program, since it can be large. */
function seenOf(program: Program): Seen {
  const known = seenBy.get(program);
  if (known !== undefined) return known;
  const made = { last: new Float64Array(program.instructions.length), round: 0 };
  seenBy.set(program, made);
  return made;
}

/**
 * The first match from `from` on, leftmost and of the alternatives the first, as Go's and Perl's. All ways are followed side by
 * side (Pike's machine), so the time is bounded by the length of the text times that of the program.
 */
export function matchAt(
  program: Program,
  points: readonly number[],
  from: number,
  budget: Budget,
): Captures | undefined {
  let threads: Thread[] = [];
  let found: Captures | undefined;
  const seen = seenOf(program);
  const starts = startsOf(program);
  seen.round++;
  for (let position = from; position <= points.length; position++) {
    const point = points[position];
    if (found === undefined && threads.length === 0 && point !== undefined && cannotStart(starts, point)) {
      spend(budget, (starts?.length ?? 0) + 1);
      continue;
    }
    if (found === undefined)
      follow(program, program.start, [position, undefined], points, position, seen, threads);
    if (threads.length === 0 && found !== undefined) break;
    spend(budget, threads.length + 1);
    const next: Thread[] = [];
    seen.round++;
    for (const { at, captures } of threads) {
      const instruction = program.instructions[at];
      if (instruction?.op === 'match') {
        found = [captures[0], position, ...captures.slice(2)];
        break;
      }
      if (instruction?.op !== 'character' || point === undefined || !instruction.test(point)) continue;
      follow(program, instruction.next, captures, points, position + 1, seen, next);
    }
    threads = next;
  }
  return found;
}

const startsBy = new WeakMap<Program, readonly CharacterTest[] | 'any'>();

/** What the first character of a match is held against; undefined where a match can begin without one, or depends on a place. */
function startsOf(program: Program): readonly CharacterTest[] | undefined {
  const known = startsBy.get(program);
  if (known !== undefined) return known === 'any' ? undefined : known;
  const made = firstTests(program);
  startsBy.set(program, made ?? 'any');
  return made;
}

function firstTests({ instructions, start }: Program): readonly CharacterTest[] | undefined {
  const tests: CharacterTest[] = [];
  const seen = new Set<number>();
  const pending = [start];
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    const instruction = instructions[at];
    if (instruction === undefined || seen.has(at)) continue;
    seen.add(at);
    if (instruction.op === 'character') tests.push(instruction.test);
    else if (instruction.op === 'split') pending.push(instruction.other, instruction.next);
    else if (instruction.op === 'save') pending.push(instruction.next);
    else return undefined;
  }
  return tests;
}

function cannotStart(starts: readonly CharacterTest[] | undefined, point: number): boolean {
  if (starts === undefined) return false;
  for (const test of starts) if (test(point)) return false;
  return true;
}

/** Adds every state that waits for a character, those preferred first. */
function follow(
  program: Program,
  start: number,
  given: Captures,
  points: readonly number[],
  position: number,
  seen: Seen,
  threads: Thread[],
): void {
  const pending: Thread[] = [{ at: start, captures: given }];
  for (let thread = pending.pop(); thread !== undefined; thread = pending.pop()) {
    const { at, captures } = thread;
    const instruction = program.instructions[at];
    if (instruction === undefined) continue;
    const waits = instruction.op === 'character' || instruction.op === 'match';
    if (seen.last[at] === seen.round) continue;
    seen.last[at] = seen.round;
    if (waits) threads.push(thread);
    else if (instruction.op === 'split')
      pending.push({ at: instruction.other, captures }, { at: instruction.next, captures });
    else if (instruction.op === 'save') {
      const saved = [...captures];
      saved[instruction.slot] = position;
      pending.push({ at: instruction.next, captures: saved });
    } else if (holds(instruction.assertion, points, position))
      pending.push({ at: instruction.next, captures });
  }
}
