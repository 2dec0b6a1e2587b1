import type { SourceText } from '../../text/source-text.ts';
import type { HclProblem } from './errors.ts';
import { tokensOf } from './lexer/lexer.ts';
import type { Token } from './lexer/token.ts';
import { parseFile } from './parser/body.ts';
import { parseExpression } from './parser/expression.ts';
import type { Parser } from './parser/state.ts';
import { parseTemplate } from './parser/template.ts';
import type { HclBody } from './types.ts';

export interface HclFile {
  readonly body: HclBody;
  /** What could not be read; the body holds all that could. None: Go's hclsyntax takes the file as well. */
  readonly problems: readonly HclProblem[];
}

/** Parses a file as hclsyntax.ParseConfig does. An argument or block that is wrong is left out, and reading goes on after it. */
export function parseHcl(source: SourceText): HclFile {
  const tokens = tokensOf(source.text);
  const file = parseTokens(source, tokens, false);
  // One closing brace too few puts all that follows into one block: the layout tells better where it ends.
  return file.problems.some(({ code }) => code === 'unclosed-block')
    ? parseTokens(source, tokens, true)
    : file;
}

function parseTokens(source: SourceText, tokens: readonly Token[], columns: boolean): HclFile {
  const parser: Parser = {
    source,
    tokens,
    problems: [],
    index: 0,
    lastEnd: 0,
    newlines: true,
    depth: 0,
    columns,
    resync: false,
    expression: parseExpression,
    template: parseTemplate,
  };
  const body = parseFile(parser);
  return { body, problems: parser.problems };
}
