import { type GroovyToken, type GroovyTokens, lexGroovy, tokensOf } from '../../formats/groovy/index.ts';
import type { SourceText } from '../../text/source-text.ts';

/** A stretch of the tokens of a script, up to and without `end`. */
export interface Stretch {
  readonly tokens: GroovyTokens;
  readonly start: number;
  readonly end: number;
}

export function stretchOf(source: SourceText, from?: number, to?: number): Stretch {
  const tokens = tokensOf(lexGroovy(source.text, from, to));
  return { tokens, start: 0, end: tokens.list.length };
}

export function isMark(token: GroovyToken | undefined, text: string): boolean {
  return token?.kind === 'mark' && token.text === text;
}

export function isWord(token: GroovyToken | undefined, text: string): boolean {
  return token?.kind === 'word' && token.text === text;
}

/** Longer than any expression: each assignment of a line that has thousands would be read to the end of the line. */
const MOST_TOKENS = 500;

/** The end of the expression that begins at an index: a comma, a closing bracket, the end of the statement. */
export function expressionFrom(tokens: GroovyTokens, start: number, most: number): Stretch {
  let at = start;
  for (let steps = 0; at < most && steps < MOST_TOKENS; steps++) {
    const token = tokens.list[at];
    if (token === undefined) break;
    if (token.kind === 'line') {
      if (at > start && !goesOn(tokens, at)) break;
    } else if (token.kind === 'mark') {
      if (/^[,;)\]}]$/.test(token.text)) break;
      // A closure behind a value belongs to what is done with it.
      if (token.text === '{' && at > start) break;
      if (/^[([{]$/.test(token.text)) at = Math.min(most, tokens.closes.get(at) ?? most);
    }
    at++;
  }
  return { tokens, start, end: Math.min(at, most) };
}

/** Whether an expression goes on behind the end of a line: with what joins values, or with a method. */
function goesOn({ list }: GroovyTokens, line: number): boolean {
  const before = list[line - 1];
  let next = line;
  while (list[next]?.kind === 'line') next++;
  const behind = list[next];
  const joins = (token: GroovyToken | undefined): boolean =>
    token?.kind === 'mark' && /^[+?:.]$/.test(token.text);
  return joins(before) || joins(behind);
}
