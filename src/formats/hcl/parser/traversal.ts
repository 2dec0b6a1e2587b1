import type { Token } from '../lexer/token.ts';
import type { HclExpression, HclStep, IndexStep } from '../types.ts';
import {
  accept,
  deeper,
  fail,
  isSymbol,
  type Parser,
  peek,
  read,
  spanFrom,
  unexpected,
  withNewlines,
} from './state.ts';

/** The expression with the steps that follow it. */
export function withSteps(parser: Parser, source: HclExpression): HclExpression | undefined {
  const steps = parseSteps(parser);
  if (steps === undefined) return undefined;
  return steps.length === 0
    ? source
    : { kind: 'traversal', span: spanFrom(parser, source.span.start), source, steps };
}

function parseSteps(parser: Parser): readonly HclStep[] | undefined {
  const steps: HclStep[] = [];
  for (;;) {
    const next = peek(parser);
    const isDot = isSymbol(next, '.');
    if (!isDot && !isSymbol(next, '[')) return steps;
    read(parser);
    const step = isDot ? parseDot(parser, next.start) : parseBracket(parser, next.start);
    if (step === undefined) return undefined;
    steps.push(step);
  }
}

/** What follows a point: a name, an index as in Terraform 0.11, or a star. */
function parseDot(parser: Parser, start: number): HclStep | undefined {
  const token = peek(parser);
  if (!isSymbol(token, '*')) return parseName(parser, start);
  read(parser);
  const each: HclStep[] = [];
  const span = spanFrom(parser, start);
  while (isSymbol(peek(parser), '.')) {
    const step = parseName(parser, read(parser).start);
    if (step === undefined) return undefined;
    each.push(step);
  }
  return { kind: 'splat', span, full: false, each };
}

function parseName(parser: Parser, start: number): HclStep | undefined {
  const token = peek(parser);
  if (token.kind === 'identifier') {
    read(parser);
    return { kind: 'attribute', span: spanFrom(parser, start), name: token.text };
  }
  if (token.kind !== 'number')
    return unexpected(
      parser,
      token,
      'invalid-access',
      'the name of an attribute is expected after the point',
    );
  read(parser);
  return legacyIndex(parser, token, start);
}

function legacyIndex(parser: Parser, { text, start, end }: Token, from: number): IndexStep | undefined {
  const span = { start, end };
  if (!/^\d+$/.test(text))
    return fail(parser, 'invalid-access', `indices one after the other are written in brackets`, span);
  return { kind: 'index', span: spanFrom(parser, from), key: { kind: 'number', span, text } };
}

function parseBracket(parser: Parser, start: number): HclStep | undefined {
  if (accept(parser, '*') !== undefined) {
    if (accept(parser, ']') === undefined)
      return unexpected(
        parser,
        peek(parser),
        'unclosed-bracket',
        'a closing bracket is expected after the star',
      );
    const span = spanFrom(parser, start);
    const each = deeper(parser, () => parseSteps(parser));
    return each === undefined ? undefined : { kind: 'splat', span, full: true, each };
  }
  const key = withNewlines(parser, false, () => {
    const expression = parser.expression(parser);
    if (expression === undefined || accept(parser, ']') !== undefined) return expression;
    return unexpected(parser, peek(parser), 'unclosed-bracket', 'a closing bracket is expected here');
  });
  return key === undefined ? undefined : { kind: 'index', span: spanFrom(parser, start), key };
}
