import { err, ok, type Result } from '../result.ts';
import { parseRegexp } from './parse.ts';
import { type Assertion, type CharacterTest, type Node, type RegexpError, RegexpFailure } from './types.ts';

/** One step of a matching machine; `next` and `other` are indexes into the program. */
export type Instruction =
  | { readonly op: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly op: 'assert'; readonly assertion: Assertion; readonly next: number }
  | { readonly op: 'save'; readonly slot: number; readonly next: number }
  /** `next` is preferred. */
  | { readonly op: 'split'; next: number; other: number }
  | { readonly op: 'match' };

export interface Program {
  readonly instructions: readonly Instruction[];
  readonly start: number;
  readonly names: readonly (string | undefined)[];
}

const longest = 8_192;
const mostInstructions = 20_000;

/** Compiles an expression of Go's `regexp` into a machine of linear time. */
export function compileRegexp(expression: string): Result<Program, RegexpError> {
  try {
    if (expression.length > longest) throw tooLarge();
    const { node, names } = parseRegexp(expression);
    const instructions: Instruction[] = [{ op: 'match' }];
    const start = emit(instructions, node, 0);
    return ok({ instructions, start, names });
  } catch (thrown) {
    if (!(thrown instanceof RegexpFailure)) throw thrown;
    const { code, message, part } = thrown;
    const shown = `${message}: \`${part ?? expression}\``;
    const reason =
      code === 'unsupported'
        ? 'it is too large'
        : part !== undefined && part.length < 12
          ? `${message} ${part}`
          : message;
    return err({ code, reason, message: `error parsing regexp: ${shown}` });
  }
}

function tooLarge(): RegexpFailure {
  return new RegexpFailure('expression too large', undefined, 'unsupported');
}

function put(program: Instruction[], instruction: Instruction): number {
  if (program.length >= mostInstructions) throw tooLarge();
  return program.push(instruction) - 1;
}

/** Appends the instructions of a node that goes on at `next`; the index of its first. */
function emit(program: Instruction[], node: Node, next: number): number {
  switch (node.kind) {
    case 'character':
      return put(program, { op: 'character', test: node.test, next });
    case 'assertion':
      return put(program, { op: 'assert', assertion: node.assertion, next });
    case 'sequence':
      return node.items.reduceRight((after, item) => emit(program, item, after), next);
    case 'alternatives': {
      const starts = node.items.map((item) => emit(program, item, next));
      return starts.reduceRight((other, start) => put(program, { op: 'split', next: start, other }));
    }
    case 'group': {
      const end = put(program, { op: 'save', slot: node.index * 2 + 1, next });
      return put(program, { op: 'save', slot: node.index * 2, next: emit(program, node.item, end) });
    }
    case 'repeat':
      return emitRepeat(program, node, next);
  }
}

function emitRepeat(program: Instruction[], node: Node & { kind: 'repeat' }, next: number): number {
  const { item, min, max, greedy } = node;
  const choice = (body: number): Instruction =>
    greedy ? { op: 'split', next: body, other: next } : { op: 'split', next, other: body };
  let start = next;
  if (max === Number.POSITIVE_INFINITY) {
    const loop: Instruction = { op: 'split', next, other: next };
    start = put(program, loop);
    const body = emit(program, item, start);
    if (greedy) loop.next = body;
    else loop.other = body;
    if (min > 0) return times(min, start, (after) => emit(program, item, after));
    return start;
  }
  start = times(max - min, start, (after) => put(program, choice(emit(program, item, after))));
  return times(min, start, (after) => emit(program, item, after));
}

function times(count: number, from: number, step: (after: number) => number): number {
  let at = from;
  for (let i = 0; i < count; i++) at = step(at);
  return at;
}
