import type { HclExpression } from '../types.ts';
import { parseCall } from './call.ts';
import { parseObject, parseTuple } from './collection.ts';
import {
  accept,
  deeper,
  type Parser,
  peek,
  read,
  report,
  spanFrom,
  unexpected,
  withNewlines,
} from './state.ts';
import { withSteps } from './traversal.ts';

/** A term with the steps that follow it. */
export function parseTerm(parser: Parser): HclExpression | undefined {
  const term = parsePlainTerm(parser);
  return term === undefined ? undefined : withSteps(parser, term);
}

function parsePlainTerm(parser: Parser): HclExpression | undefined {
  const token = peek(parser);
  switch (token.kind) {
    case 'number':
      read(parser);
      if (!/^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(token.text))
        report(parser, 'invalid-number', `${token.text} is no number`, token);
      return { kind: 'number', span: spanFrom(parser, token.start), text: token.text };
    case 'identifier':
      return parseNamed(parser);
    case 'open-quote':
    case 'open-heredoc':
      return parser.template(parser, read(parser));
    case 'symbol':
      return parseSymbol(parser);
    default:
      return unexpected(parser, token, 'expected-expression', 'an expression is expected here');
  }
}

function parseNamed(parser: Parser): HclExpression | undefined {
  const token = read(parser);
  const { text } = token;
  const next = peek(parser);
  if (next.kind === 'symbol' && (next.text === '(' || next.text === '::')) return parseCall(parser, token);
  const span = { start: token.start, end: token.end };
  if (text === 'true' || text === 'false') return { kind: 'bool', span, value: text === 'true' };
  return text === 'null' ? { kind: 'null', span } : { kind: 'variable', span, name: text };
}

function parseSymbol(parser: Parser): HclExpression | undefined {
  const token = peek(parser);
  switch (token.text) {
    case '(':
      return withNewlines(parser, false, () => parseParentheses(parser));
    case '-':
    case '!': {
      read(parser);
      const operand = deeper(parser, () => parseTerm(parser));
      if (operand === undefined) return undefined;
      return { kind: 'unary', span: spanFrom(parser, token.start), operator: token.text, operand };
    }
    case '[':
      return withNewlines(parser, false, () => parseTuple(parser));
    case '{':
      return parseObject(parser);
    default:
      return unexpected(parser, token, 'expected-expression', 'an expression is expected here');
  }
}

function parseParentheses(parser: Parser): HclExpression | undefined {
  const { start } = read(parser);
  const expression = parser.expression(parser);
  if (expression === undefined) return undefined;
  if (accept(parser, ')') === undefined)
    return unexpected(parser, peek(parser), 'unclosed-parenthesis', 'a closing parenthesis is expected here');
  return { kind: 'parentheses', span: spanFrom(parser, start), expression };
}
