import { err, ok, type Result } from '../../result.ts';
import { type Reader, readUntil } from './reader.ts';

/** A key of a table, or an index into a list. The first segment of a path is a key. */
export type Segment = string | number;

/**
 * - `value`: a value follows. - `end`: the argument ends before there is a key; `segments` is what stood there.
 */
export interface SetPath {
  readonly kind: 'value' | 'end';
  readonly segments: readonly Segment[];
}

/** Tables within tables that a path may go through. */
const maxNesting = 30;

/** A list is filled up to the index that is named. */
const maxIndex = 65_536;

/** Reads `a.b[0].c=`; in a literal nothing but these characters has a meaning. The error is one sentence. */
export function readPath(reader: Reader, literal: boolean): Result<SetPath, string> {
  const segments: Segment[] = [];
  let nesting = 0;
  let afterIndex = false;
  for (;;) {
    const stops = afterIndex || literal ? '=[.' : '=[,.';
    const { text, stop } = readUntil(reader, stops, !literal);
    if (afterIndex && text !== '') return err(`unexpected ${JSON.stringify(text)} behind an index`);
    if (stop === undefined) {
      return text === '' ? ok({ kind: 'end', segments }) : err(`key ${JSON.stringify(text)} has no value`);
    }
    if (stop === ',') return err(`key ${JSON.stringify(text)} has no value (cannot end with ,)`);
    if (!afterIndex) segments.push(text);
    if (stop === '=') return ok({ kind: 'value', segments });
    if (stop === '.' && ++nesting > maxNesting) return err(`more than ${maxNesting} names within each other`);
    if (stop === '[') {
      const index = readIndex(reader, literal);
      if (!index.ok) return index;
      if (index.value === undefined) return ok({ kind: 'end', segments });
      segments.push(index.value);
    }
    afterIndex = stop === '[';
  }
}

/** Undefined where the argument ends within the brackets. */
function readIndex(reader: Reader, literal: boolean): Result<number | undefined, string> {
  const { text, stop } = readUntil(reader, ']', !literal);
  if (stop === undefined) return err(`the index ${JSON.stringify(text)} is not closed`);
  if (!/^[-+]?\d+$/.test(text)) return err(`${JSON.stringify(text)} is no index`);
  const index = Number(text);
  if (index < 0) return err(`the index ${index} is negative`);
  if (index > maxIndex) return err(`the index ${index} is greater than ${maxIndex}`);
  return ok(index);
}
