import { append } from '../../append.ts';
import type { Expression, TemplatePart, TextRun } from '../expressions/index.ts';
import { accept, type Parser, problem, skipBlank } from './state.ts';

const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|([\s\S]))/y;
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** `'text ${expression}'`, or text between three quotes, in which a dollar before them allows interpolations. */
export function parseString(parser: Parser): Expression | undefined {
  const { text } = parser;
  skipBlank(parser);
  const start = parser.at;
  const dollars = /\$*/y;
  dollars.lastIndex = start;
  const mark = dollars.exec(text)?.[0].length ?? 0;
  if (text.startsWith("'''", start + mark)) return parseMultiLine(parser, start, mark);
  if (text[start] !== "'") return undefined;
  parser.at = start + 1;
  const parts = parseParts(parser, "'", '${', true);
  return { kind: 'template', form: 'quoted', span: { start, end: parser.at }, parts };
}

function parseMultiLine(parser: Parser, start: number, dollars: number): Expression {
  parser.at = start + dollars + 3;
  const firstLine = /\r?\n/y;
  firstLine.lastIndex = parser.at;
  if (firstLine.test(parser.text)) parser.at = firstLine.lastIndex;
  const opening = dollars === 0 ? undefined : `${'$'.repeat(dollars)}{`;
  const parts = parseParts(parser, "'''", opening, false);
  return { kind: 'template', form: 'heredoc', span: { start, end: parser.at }, parts };
}

/** Up to the closing quotes, which are taken; a plain string ends with its line at the latest. */
function parseParts(
  parser: Parser,
  closing: string,
  opening: string | undefined,
  plain: boolean,
): readonly TemplatePart[] {
  const { text } = parser;
  const parts: TemplatePart[] = [];
  let runs: TextRun[] = [];
  let from = parser.at;
  const literal = (): void => {
    if (parser.at > from)
      runs.push({ value: text.slice(from, parser.at), span: { start: from, end: parser.at } });
  };
  const flush = (): void => {
    literal();
    if (runs.length > 0) parts.push({ kind: 'text', value: runs.map(({ value }) => value).join(''), runs });
    runs = [];
  };
  for (;;) {
    if (parser.at >= text.length || (plain && text[parser.at] === '\n')) {
      flush();
      problem(parser, 'A string is not closed', { start: from, end: parser.at });
      return parts;
    }
    if (text.startsWith(closing, parser.at)) {
      // Further quotes before the closing ones belong to the text.
      while (!plain && text.startsWith(closing, parser.at + 1)) parser.at++;
      flush();
      parser.at += closing.length;
      return parts;
    }
    if (plain && text[parser.at] === '\\') {
      literal();
      const start = parser.at;
      ESCAPE.lastIndex = start;
      const [whole = '\\', code, character = ''] = ESCAPE.exec(text) ?? [];
      parser.at += whole.length;
      const value = code === undefined ? (controls[character] ?? character) : fromCode(code);
      runs.push({ value, span: { start, end: parser.at } });
      from = parser.at;
    } else if (opening !== undefined && text.startsWith(opening, parser.at)) {
      flush();
      append(parts, parseInterpolation(parser, opening.length));
      from = parser.at;
    } else parser.at++;
  }
}

function fromCode(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
}

function parseInterpolation(parser: Parser, opening: number): readonly TemplatePart[] {
  const start = parser.at;
  parser.at += opening;
  parser.open++;
  const expression = parser.expression(parser);
  const closed = expression !== undefined && accept(parser, '}');
  parser.open--;
  if (!closed) {
    problem(parser, 'An interpolation cannot be read', { start, end: parser.at });
    const end = /[^'\n}]*\}?/y;
    end.lastIndex = parser.at;
    end.test(parser.text);
    parser.at = end.lastIndex;
  }
  const span = { start, end: parser.at };
  const unread: Expression = { kind: 'variable', name: '?', span };
  return [{ kind: 'interpolation', span, expression: expression ?? unread }];
}
