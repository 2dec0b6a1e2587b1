import { type Fragment, unknown, type Value } from '../../formats/expressions/index.ts';

/** Variables that are each made of two others double with every step; no name of an image has a hundredth of it. */
const MOST_PIECES = 10_000;

/** A text that is put together of others. */
export function builtText(fragments: readonly Fragment[]): Value {
  if (fragments.length > MOST_PIECES) return unknown('it is made of too many pieces');
  return { kind: 'string', fragments };
}
