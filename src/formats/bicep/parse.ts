import type { SourceText } from '../../text/source-text.ts';
import { parseExpression } from './expression.ts';
import { type Parser, problem } from './state.ts';
import { parseStatement } from './statement.ts';
import type { BicepFile } from './types.ts';

/** Where a declaration may begin: at the start of a line. */
const NEXT = /^[ \t]*(?:@|(?:param|var|resource|module|using)\b)/gm;

/** Reads a file. What is wrong in it is left out, and reading goes on with the next declaration. */
export function parseBicep({ text }: SourceText): BicepFile {
  const parser: Parser = {
    text,
    at: 0,
    depth: 0,
    open: 0,
    problems: [],
    statements: [],
    parent: undefined,
    expression: parseExpression,
    statement: parseStatement,
  };
  while (seekStatement(parser)) {
    const start = parser.at;
    parser.depth = 0;
    parser.open = 0;
    parser.parent = undefined;
    const before = parser.problems.length;
    if (parseStatement(parser)) continue;
    if (
      /^[ \t]*(?:param|var|resource|module)\s+[A-Za-z_]/.test(text.slice(start, start + 200)) &&
      parser.problems.length === before
    )
      problem(parser, 'This declaration cannot be read', { start, end: endOfLine(text, start) });
    parser.at = endOfLine(text, Math.max(start, parser.at));
  }
  const { statements, problems } = parser;
  return { statements, problems };
}

function seekStatement(parser: Parser): boolean {
  const { text, at } = parser;
  // Behind a declaration nothing is left on its line.
  const from = at === 0 || text[at - 1] === '\n' ? at : endOfLine(text, at);
  NEXT.lastIndex = from;
  const match = NEXT.exec(text);
  if (match === null) return false;
  parser.at = match.index;
  return true;
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}
