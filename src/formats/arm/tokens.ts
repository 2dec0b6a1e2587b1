import { type ExpressionToken, tokensBy } from '../expressions/index.ts';

/** A name with namespaces, a string whose quotes are doubled, a number, or a mark. */
const TOKEN = /\s*(?:([A-Za-z_][\w.]*)|('(?:[^']|'')*')|(-?\d+)|([()[\].,]))/y;

export function tokensOf(text: string, start: number, end: number): readonly ExpressionToken[] | undefined {
  return tokensBy(TOKEN, text, start, end);
}
