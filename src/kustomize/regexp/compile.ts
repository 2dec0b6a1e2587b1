import { err, ok, type Result } from '../../result.ts';
import { parseRegexp } from './parse.ts';
import type { Assertion, CharacterClass, RegexpError, RegexpNode } from './types.ts';

/** One step of a matching machine; `next` and `other` are indexes into the program. */
type Instruction =
  | { readonly op: 'class'; readonly class: CharacterClass; next: number }
  | { readonly op: 'assert'; readonly assertion: Assertion; next: number }
  | { readonly op: 'split'; next: number; other: number }
  | { readonly op: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** The parsers look ahead in places; a name that is longer than any image reference is not worth the time. */
const LONGEST = 4_096;

/** More would let one line of a file cost noticeable time and memory: counted repetitions are written out. */
const MOST_INSTRUCTIONS = 20_000;

/** Compiles an expression of Go's `regexp` into a machine that `matchRegexp` runs in linear time. */
export function compileRegexp(expression: string): Result<Program, RegexpError> {
  if (expression.length > LONGEST) return err(tooLarge);
  const parsed = parseRegexp(expression);
  if (!parsed.ok) return parsed;
  const instructions: Instruction[] = [{ op: 'match' }];
  const start = emit(instructions, parsed.value, 0);
  return start === undefined ? err(tooLarge) : ok({ instructions, start });
}

const tooLarge: RegexpError = { code: 'unsupported', reason: 'it is too large' };

/** Appends the instructions of a node that continues at `next`; the index of its first one, undefined when there are too many. */
function emit(program: Instruction[], node: RegexpNode, next: number): number | undefined {
  if (program.length > MOST_INSTRUCTIONS) return undefined;
  switch (node.kind) {
    case 'class':
      return program.push({ op: 'class', class: node.class, next }) - 1;
    case 'assertion':
      return program.push({ op: 'assert', assertion: node.assertion, next }) - 1;
    case 'sequence':
      return emitSequence(program, node.items, next);
    case 'alternatives':
      return emitAlternatives(program, node.items, next);
    case 'repeat':
      return emitRepeat(program, node, next);
  }
}

function emitSequence(
  program: Instruction[],
  items: readonly RegexpNode[],
  next: number,
): number | undefined {
  let start: number | undefined = next;
  for (let i = items.length - 1; i >= 0 && start !== undefined; i--) {
    const item = items[i];
    if (item !== undefined) start = emit(program, item, start);
  }
  return start;
}

function emitAlternatives(
  program: Instruction[],
  items: readonly RegexpNode[],
  next: number,
): number | undefined {
  let start: number | undefined;
  for (const item of items) {
    const branch = emit(program, item, next);
    if (branch === undefined) return undefined;
    start = start === undefined ? branch : program.push({ op: 'split', next: start, other: branch }) - 1;
  }
  return start ?? next;
}

function emitRepeat(
  program: Instruction[],
  { item, min, max }: { readonly item: RegexpNode; readonly min: number; readonly max: number },
  next: number,
): number | undefined {
  let start: number | undefined = next;
  if (max === Number.POSITIVE_INFINITY) {
    const loop: Instruction = { op: 'split', next, other: next };
    const index = program.push(loop) - 1;
    const body = emit(program, item, index);
    if (body === undefined) return undefined;
    loop.other = body;
    start = index;
  } else {
    for (let optional = max - min; optional > 0 && start !== undefined; optional--) {
      const body = emit(program, item, start);
      start = body === undefined ? undefined : program.push({ op: 'split', next, other: body }) - 1;
    }
  }
  for (let required = min; required > 0 && start !== undefined; required--) {
    start = emit(program, item, start);
  }
  return start;
}
