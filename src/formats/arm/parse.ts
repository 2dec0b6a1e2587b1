import type { Span } from '../../text/span.ts';
import type { Expression, ExpressionToken, Step } from '../expressions/index.ts';
import { operation } from './operations.ts';
import { tokensOf } from './tokens.ts';

const MAX_DEPTH = 100;

interface Parser {
  readonly tokens: readonly ExpressionToken[];
  readonly span: (start: number, end: number) => Span;
  index: number;
  depth: number;
}

/** Whether a text of a template is an expression: in brackets, of which the first is not doubled. */
export function isArmExpression(text: string): boolean {
  return text.startsWith('[') && !text.startsWith('[[') && /\]\s*$/.test(text);
}

/**
 * The expression in a text of an ARM template, without its brackets; undefined where it is none
 * (https://learn.microsoft.com/azure/azure-resource-manager/templates/template-expressions). `span` gives the place of a stretch of
 * the text.
 */
export function parseArmExpression(
  text: string,
  span: (start: number, end: number) => Span,
): Expression | undefined {
  const tokens = tokensOf(text, 1, text.lastIndexOf(']'));
  if (tokens === undefined) return undefined;
  const parser: Parser = { tokens, span, index: 0, depth: 0 };
  const expression = parseOperand(parser);
  return parser.index === tokens.length ? expression : undefined;
}

function parseOperand(parser: Parser): Expression | undefined {
  if (parser.depth >= MAX_DEPTH) return undefined;
  parser.depth++;
  const source = parseTerm(parser);
  const steps: Step[] = [];
  let step = source === undefined ? undefined : parseStep(parser);
  while (step !== undefined) {
    steps.push(step);
    step = parseStep(parser);
  }
  parser.depth--;
  return source === undefined ? undefined : withSteps(source, steps, parser);
}

function parseTerm(parser: Parser): Expression | undefined {
  const token = parser.tokens[parser.index];
  if (token === undefined || token.kind === 'mark') return undefined;
  parser.index++;
  const span = parser.span(token.start, token.end);
  if (token.kind === 'number') return { kind: 'number', span, text: token.text };
  if (token.kind === 'string') return stringOf(token, parser);
  return parseCall(token, parser);
}

function stringOf({ text, start, end }: ExpressionToken, parser: Parser): Expression {
  const value = text.slice(1, -1).replaceAll("''", "'");
  const inner = parser.span(start + 1, end - 1);
  return {
    kind: 'template',
    form: 'quoted',
    span: parser.span(start, end),
    parts: value === '' ? [] : [{ kind: 'text', value, runs: [{ value, span: inner }] }],
  };
}

function parseCall(name: ExpressionToken, parser: Parser): Expression | undefined {
  if (!accept(parser, '(')) return undefined;
  const args: Expression[] = [];
  while (!accept(parser, ')')) {
    if (args.length > 0 && !accept(parser, ',')) return undefined;
    const argument = parseOperand(parser);
    if (argument === undefined) return undefined;
    args.push(argument);
  }
  const end = parser.tokens[parser.index - 1]?.end ?? name.end;
  const span = parser.span(name.start, end);
  const nameSpan = parser.span(name.start, name.end);
  const called = name.text.replace(/^(?:az|sys)\./i, '');
  return (
    operation(called, args, span) ?? { kind: 'call', name: called, nameSpan, span, args, expandsLast: false }
  );
}

function parseStep(parser: Parser): Step | undefined {
  const opening = parser.tokens[parser.index];
  if (accept(parser, '.')) {
    const name = parser.tokens[parser.index];
    if (name?.kind !== 'name') return undefined;
    parser.index++;
    return { kind: 'attribute', name: name.text, span: parser.span(name.start, name.end) };
  }
  if (opening === undefined || !accept(parser, '[')) return undefined;
  const key = parseOperand(parser);
  const closing = parser.tokens[parser.index];
  if (key === undefined || closing === undefined || !accept(parser, ']')) return undefined;
  return { kind: 'index', key, span: parser.span(opening.start, closing.end) };
}

function accept(parser: Parser, mark: string): boolean {
  const token = parser.tokens[parser.index];
  if (token?.kind !== 'mark' || token.text !== mark) return false;
  parser.index++;
  return true;
}

/** `a.b.c` behind a call is one name to the lexer: namespaces of functions have dots too. */
function namesOf({ kind, ...rest }: Step): readonly Step[] {
  const step = { kind, ...rest } as Step;
  if (step.kind !== 'attribute' || !step.name.includes('.')) return [step];
  return step.name.split('.').map((name) => ({ kind: 'attribute', name, span: step.span }));
}

/**
 * `parameters('image')` and `variables('image')` are names to whoever evaluates them, as their likes are in other
 * languages.
 */
function withSteps(source: Expression, steps: readonly Step[], parser: Parser): Expression {
  const flat = steps.flatMap(namesOf);
  const looked = lookUp(source);
  const all = looked === undefined ? flat : [looked.step, ...flat];
  if (all.length === 0) return source;
  const end = parser.tokens[parser.index - 1];
  const last = end === undefined ? source.span : parser.span(end.start, end.end);
  const span = { start: source.span.start, end: last.end };
  return { kind: 'traversal', source: looked?.source ?? source, steps: all, span };
}

function lookUp(expression: Expression): { readonly source: Expression; readonly step: Step } | undefined {
  if (expression.kind !== 'call' || expression.args.length !== 1) return undefined;
  const kind = expression.name.toLowerCase();
  const [argument] = expression.args;
  if ((kind !== 'parameters' && kind !== 'variables') || argument?.kind !== 'template') return undefined;
  const [part] = argument.parts;
  if (argument.parts.length !== 1 || part?.kind !== 'text') return undefined;
  return {
    source: { kind: 'variable', name: kind, span: expression.nameSpan },
    step: { kind: 'attribute', name: part.value, span: argument.span },
  };
}
