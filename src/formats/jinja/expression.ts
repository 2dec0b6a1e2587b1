import type { Span } from '../../text/span.ts';
import type { Expression, ExpressionToken, Step } from '../expressions/index.ts';
import { tokensOf } from './tokens.ts';

export type Places = (start: number, end: number) => Span;

const MAX_DEPTH = 50;

interface Parser {
  readonly tokens: readonly ExpressionToken[];
  readonly span: Places;
  index: number;
  depth: number;
}

/**
 * What stands between `{{` and `}}` (https://jinja.palletsprojects.com/en/stable/templates/): names and what is looked up in
 * them, literals, `~` and `+`, filters, and `a if b else c`, whose condition is left open. Undefined for anything else.
 */
export function parseJinjaExpression(
  text: string,
  start: number,
  end: number,
  span: Places,
): Expression | undefined {
  const tokens = tokensOf(text, start, end);
  if (tokens === undefined) return undefined;
  const parser: Parser = { tokens, span, index: 0, depth: 0 };
  const expression = parseChoice(parser);
  return parser.index === tokens.length ? expression : undefined;
}

function parseChoice(parser: Parser): Expression | undefined {
  if (parser.depth >= MAX_DEPTH) return undefined;
  parser.depth++;
  const value = parseJoined(parser);
  const choice = value !== undefined && isName(parser, 'if') ? parseElse(parser, value) : value;
  parser.depth--;
  return choice;
}

/** The words of a condition are kept, not what they mean. */
function parseElse(parser: Parser, whenTrue: Expression): Expression | undefined {
  const from = ++parser.index;
  while (parser.index < parser.tokens.length && !isName(parser, 'else')) parser.index++;
  const first = parser.tokens[from];
  const last = parser.tokens[parser.index - 1];
  if (first === undefined || last === undefined || !isName(parser, 'else')) return undefined;
  parser.index++;
  const whenFalse = parseChoice(parser);
  if (whenFalse === undefined) return undefined;
  const condition = call('a condition', [], parser.span(first.start, last.end));
  const span = { start: whenTrue.span.start, end: whenFalse.span.end };
  return { kind: 'conditional', condition, whenTrue, whenFalse, span };
}

function parseJoined(parser: Parser): Expression | undefined {
  const first = parseFiltered(parser);
  if (first === undefined) return undefined;
  const parts = [first];
  while (accept(parser, '~') || accept(parser, '+')) {
    const next = parseFiltered(parser);
    if (next === undefined) return undefined;
    parts.push(next);
  }
  if (parts.length === 1) return first;
  const span = { start: first.span.start, end: parts.at(-1)?.span.end ?? first.span.end };
  return call('concat', parts, span);
}

function parseFiltered(parser: Parser): Expression | undefined {
  let value = parseTerm(parser);
  while (value !== undefined && accept(parser, '|')) {
    let name = takeName(parser);
    while (name !== undefined && accept(parser, '.')) name = takeName(parser);
    if (name === undefined) return undefined;
    const args = accept(parser, '(') ? parseArguments(parser) : [];
    if (args === undefined) return undefined;
    value = call(name, [value, ...args], { start: value.span.start, end: lastEnd(parser, value.span.end) });
  }
  return value;
}

function parseTerm(parser: Parser): Expression | undefined {
  const token = parser.tokens[parser.index];
  if (token === undefined) return undefined;
  if (accept(parser, '(')) {
    const inner = parseChoice(parser);
    return inner !== undefined && accept(parser, ')') ? parseSteps(parser, inner) : undefined;
  }
  if (token.kind === 'mark') return undefined;
  parser.index++;
  const span = parser.span(token.start, token.end);
  if (token.kind === 'number') return { kind: 'number', text: token.text, span };
  if (token.kind === 'string') return stringOf(token, parser.span);
  if (/^(?:true|false)$/i.test(token.text)) return { kind: 'bool', value: /^true$/i.test(token.text), span };
  if (/^none$/i.test(token.text)) return { kind: 'null', span };
  if (!accept(parser, '(')) return parseSteps(parser, { kind: 'variable', name: token.text, span });
  const args = parseArguments(parser);
  return args === undefined
    ? undefined
    : call(token.text, args, { start: span.start, end: lastEnd(parser, span.end) });
}

function stringOf({ text, start, end }: ExpressionToken, place: Places): Expression {
  const value = text.slice(1, -1).replace(/\\([\s\S])/g, '$1');
  const runs = [{ value, span: place(start + 1, end - 1) }];
  return {
    kind: 'template',
    form: 'quoted',
    span: place(start, end),
    parts: value === '' ? [] : [{ kind: 'text', value, runs }],
  };
}

function parseSteps(parser: Parser, source: Expression): Expression | undefined {
  const steps: Step[] = [];
  for (;;) {
    if (accept(parser, '.')) {
      const token = parser.tokens[parser.index];
      if (token === undefined || token.kind === 'mark' || token.kind === 'string') return undefined;
      parser.index++;
      steps.push({ kind: 'attribute', name: token.text, span: parser.span(token.start, token.end) });
      // Methods of Python are not evaluated.
      if (accept(parser, '(')) return undefined;
    } else if (accept(parser, '[')) {
      const key = parseChoice(parser);
      if (key === undefined || !accept(parser, ']')) return undefined;
      steps.push({ kind: 'index', key, span: key.span });
    } else break;
  }
  if (steps.length === 0) return source;
  return {
    kind: 'traversal',
    source,
    steps,
    span: { start: source.span.start, end: lastEnd(parser, source.span.end) },
  };
}

/** Behind the opening parenthesis; named arguments count as their values. */
function parseArguments(parser: Parser): readonly Expression[] | undefined {
  const args: Expression[] = [];
  while (!accept(parser, ')')) {
    if (args.length > 0 && !accept(parser, ',')) return undefined;
    const [name, equals] = [parser.tokens[parser.index], parser.tokens[parser.index + 1]];
    if (name?.kind === 'name' && equals?.text === '=') parser.index += 2;
    const argument = parseChoice(parser);
    if (argument === undefined) return undefined;
    args.push(argument);
  }
  return args;
}

function call(name: string, args: readonly Expression[], span: Span): Expression {
  return { kind: 'call', name, nameSpan: span, args, expandsLast: false, span };
}

function lastEnd(parser: Parser, fallback: number): number {
  const last = parser.tokens[parser.index - 1];
  return last === undefined ? fallback : parser.span(last.start, last.end).end;
}

function isName({ tokens, index }: Parser, name: string): boolean {
  return tokens[index]?.kind === 'name' && tokens[index]?.text === name;
}

function takeName(parser: Parser): string | undefined {
  const token = parser.tokens[parser.index];
  if (token?.kind !== 'name') return undefined;
  parser.index++;
  return token.text;
}

function accept(parser: Parser, mark: string): boolean {
  const token = parser.tokens[parser.index];
  if (token?.kind !== 'mark' || token.text !== mark) return false;
  parser.index++;
  return true;
}
