import { type Cursor, peek, RegexpFailure, take } from './cursor.ts';
import type { RegexpNode } from './types.ts';

export interface Repetition {
  readonly min: number;
  /** Infinity for an open end. */
  readonly max: number;
  readonly counted: boolean;
}

/** Go's own limit for a count, and for the product of nested counts. */
const MOST_REPEATED = 1000;

const simple: Readonly<Record<string, Repetition>> = {
  '*': { min: 0, max: Number.POSITIVE_INFINITY, counted: false },
  '+': { min: 1, max: Number.POSITIVE_INFINITY, counted: false },
  '?': { min: 0, max: 1, counted: false },
};

/** A repetition operator at the cursor, with the `?` that makes it lazy; a brace that begins none is a character. */
export function parseRepetition(cursor: Cursor): Repetition | undefined {
  const next = peek(cursor);
  const found =
    next === undefined ? undefined : (simple[next] ?? (next === '{' ? counted(cursor) : undefined));
  if (found === undefined) return undefined;
  if (!found.counted) cursor.at++;
  take(cursor, '?');
  return found;
}

function counted(cursor: Cursor): Repetition | undefined {
  const end = cursor.points.indexOf('}', cursor.at);
  if (end === -1) return undefined;
  const match = /^\{(0|[1-9][0-9]*)(,(0|[1-9][0-9]*)?)?\}$/.exec(
    cursor.points.slice(cursor.at, end + 1).join(''),
  );
  if (match === null) return undefined;
  cursor.at = end + 1;
  const min = Number(match[1]);
  const open = match[2] !== undefined && match[3] === undefined;
  const max = open ? Number.POSITIVE_INFINITY : Number(match[3] ?? match[1]);
  if (min > MOST_REPEATED || (!open && (max > MOST_REPEATED || min > max))) throw tooMany();
  return { min, max, counted: true };
}

export function repeated(item: RegexpNode, { min, max, counted }: Repetition): RegexpNode {
  const node: RegexpNode = { kind: 'repeat', item, min, max };
  if (counted && (min >= 2 || max >= 2) && !withinLimit(node, MOST_REPEATED)) throw tooMany();
  return node;
}

/** Nested counts multiply: `(a{100}){100}` is refused like `a{10000}`. */
function withinLimit(node: RegexpNode, limit: number): boolean {
  if (node.kind === 'sequence' || node.kind === 'alternatives') {
    return node.items.every((item) => withinLimit(item, limit));
  }
  if (node.kind !== 'repeat') return true;
  const counts = node.max === Number.POSITIVE_INFINITY ? node.min : node.max;
  if (isOperator(node)) return withinLimit(node.item, limit);
  if (node.max === 0) return true;
  if (counts > limit) return false;
  return withinLimit(node.item, counts > 0 ? Math.floor(limit / counts) : limit);
}

/** Whether it is what `*`, `+` or `?` makes; those do not count towards the limit. */
function isOperator({ min, max }: { readonly min: number; readonly max: number }): boolean {
  return (max === Number.POSITIVE_INFINITY && min <= 1) || (min === 0 && max === 1);
}

function tooMany(): RegexpFailure {
  return new RegexpFailure('invalid', 'invalid repeat count');
}
