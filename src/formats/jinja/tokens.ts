import { type ExpressionToken, tokensBy } from '../expressions/index.ts';

/** A name, a string in either quotes, a number, or a mark. */
const TOKEN =
  /\s*(?:([A-Za-z_]\w*)|('(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(\d+(?:\.\d+)?)|(==|!=|<=|>=|\/\/|\*\*|[^\s\w]))/y;

export function tokensOf(text: string, start: number, end: number): readonly ExpressionToken[] | undefined {
  return tokensBy(TOKEN, text, start, end);
}
