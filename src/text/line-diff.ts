import { type Box, type MiddleFinder, middleFinder } from './middle-snake.ts';

/** Lines `[start, end)` of the old text that became lines `[start, end)` of the new one; one side may be empty. */
export interface LineChange {
  readonly before: { readonly start: number; readonly end: number };
  readonly after: { readonly start: number; readonly end: number };
}

/** The lines of one side that the other side has too, as numbers: equal lines, equal numbers. */
interface Side {
  readonly ids: Int32Array;
  /** Where in the whole list each of them stands. */
  readonly places: Int32Array;
  /** For every line of the whole list: 1 where it has no counterpart on the other side. */
  readonly changed: Uint8Array;
}

/** Below this many edits the difference is always the smallest. */
const EXACT_COST = 256;

/**
 * What changed between two lists of lines, in order, by Myers' linear-space algorithm (An O(ND) Difference Algorithm
 * and Its Variations, 1986, section 4b). Lines that only one side has are set aside first: they match nothing.
 *
 * The difference is always correct, and the smallest one unless very many repeated lines moved; the work grows with
 * lines × the square root of their number at worst, and memory with the lines.
 */
export function diffLines(before: readonly string[], after: readonly string[]): readonly LineChange[] {
  const [a, b] = commonLines(before, after);
  const costLimit = Math.max(EXACT_COST, Math.ceil(Math.sqrt(a.ids.length + b.ids.length)));
  const whole = { aStart: 0, aEnd: a.ids.length, bStart: 0, bEnd: b.ids.length };
  compare(a, b, whole, middleFinder(a.ids, b.ids, costLimit));
  return collectChanges(a.changed, b.changed);
}

function commonLines(before: readonly string[], after: readonly string[]): readonly [Side, Side] {
  const idOf = new Map<string, number>();
  for (const line of after) if (!idOf.has(line)) idOf.set(line, idOf.size);
  const inBefore = new Set(before);
  const shared = (line: string) => (inBefore.has(line) ? idOf.get(line) : undefined);
  return [sideOf(before, shared), sideOf(after, shared)];
}

function sideOf(lines: readonly string[], shared: (line: string) => number | undefined): Side {
  const ids: number[] = [];
  const places: number[] = [];
  const changed = new Uint8Array(lines.length);
  for (const [place, line] of lines.entries()) {
    const id = shared(line);
    if (id === undefined) {
      changed[place] = 1;
    } else {
      ids.push(id);
      places.push(place);
    }
  }
  return { ids: Int32Array.from(ids), places: Int32Array.from(places), changed };
}

/** Marks what is changed inside the box. Recurs into the first part and goes on with the rest, so that it stays shallow. */
function compare(a: Side, b: Side, whole: Box, findMiddle: MiddleFinder): void {
  let rest = whole;
  for (;;) {
    const box = withoutEqualEnds(a.ids, b.ids, rest);
    if (box.aStart === box.aEnd || box.bStart === box.bEnd) {
      mark(a, box.aStart, box.aEnd);
      mark(b, box.bStart, box.bEnd);
      return;
    }
    const middle = findMiddle(box);
    compare(a, b, { ...box, aEnd: middle.a, bEnd: middle.b }, findMiddle);
    rest = { ...box, aStart: middle.a, bStart: middle.b };
  }
}

function withoutEqualEnds(a: Int32Array, b: Int32Array, box: Box): Box {
  let { aStart, aEnd, bStart, bEnd } = box;
  while (aStart < aEnd && bStart < bEnd && a[aStart] === b[bStart]) {
    aStart++;
    bStart++;
  }
  while (aStart < aEnd && bStart < bEnd && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd--;
    bEnd--;
  }
  return { aStart, aEnd, bStart, bEnd };
}

function mark(side: Side, start: number, end: number): void {
  for (let i = start; i < end; i++) side.changed[side.places[i] as number] = 1;
}

function collectChanges(before: Uint8Array, after: Uint8Array): LineChange[] {
  const changes: LineChange[] = [];
  let a = 0;
  let b = 0;
  while (a < before.length || b < after.length) {
    const start = { a, b };
    while (before[a] === 1) a++;
    while (after[b] === 1) b++;
    if (a > start.a || b > start.b) {
      changes.push({ before: { start: start.a, end: a }, after: { start: start.b, end: b } });
    }
    a++;
    b++;
  }
  return changes;
}
