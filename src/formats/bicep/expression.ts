import type { BinaryOperator, Expression } from '../expressions/index.ts';
import { parseArray, parseObject } from './collection.ts';
import { parsePostfix } from './postfix.ts';
import { accept, follows, MAX_DEPTH, type Parser, skipBlank, take } from './state.ts';
import { parseString } from './strings.ts';

/** https://github.com/Azure/bicep/blob/main/docs/grammar.md; undefined where there is none. */
export function parseExpression(parser: Parser): Expression | undefined {
  if (parser.depth >= MAX_DEPTH) return undefined;
  parser.depth++;
  const condition = parseBinary(parser, 0);
  const expression = condition === undefined ? undefined : parseTernary(parser, condition);
  parser.depth--;
  return expression;
}

const QUESTION = /\?(?![?.[])/y;

function parseTernary(parser: Parser, condition: Expression): Expression | undefined {
  const before = parser.at;
  skipBlank(parser, true);
  if (!follows(parser, QUESTION)) {
    parser.at = before;
    return condition;
  }
  accept(parser, '?');
  skipBlank(parser, true);
  const whenTrue = parseExpression(parser);
  if (whenTrue === undefined || !accept(parser, ':', true)) return undefined;
  skipBlank(parser, true);
  const whenFalse = parseExpression(parser);
  if (whenFalse === undefined) return undefined;
  const span = { start: condition.span.start, end: whenFalse.span.end };
  return { kind: 'conditional', condition, whenTrue, whenFalse, span };
}

/** From the weakest to the strongest. Those that can begin an item of a list are not looked for on the next line. */
const levels: readonly { readonly pattern: RegExp; readonly lines: boolean }[] = [
  { pattern: /\?\?/y, lines: true },
  { pattern: /\|\|/y, lines: true },
  { pattern: /&&/y, lines: true },
  { pattern: /==|!=|=~|!~/y, lines: true },
  { pattern: /<=|>=|<|>/y, lines: true },
  { pattern: /[+-]/y, lines: false },
  { pattern: /[*%]|\/(?![/*])/y, lines: false },
];

function parseBinary(parser: Parser, level: number): Expression | undefined {
  const operators = levels[level];
  if (operators === undefined) return parseUnary(parser);
  let left = parseBinary(parser, level + 1);
  while (left !== undefined) {
    const before = parser.at;
    if (operators.lines) skipBlank(parser, true);
    const operator = take(parser, operators.pattern);
    if (operator === undefined) {
      parser.at = before;
      return left;
    }
    skipBlank(parser, true);
    const right = parseBinary(parser, level + 1);
    left = right === undefined ? undefined : joined(operator, left, right);
  }
  return left;
}

/** `=~` compares without case: close enough to tell what is meant. */
const compared: Readonly<Record<string, BinaryOperator>> = { '=~': '==', '!~': '!=' };

function joined(operator: string, left: Expression, right: Expression): Expression {
  const span = { start: left.span.start, end: right.span.end };
  if (operator === '??')
    return { kind: 'call', name: 'coalesce', nameSpan: span, args: [left, right], expandsLast: false, span };
  return { kind: 'binary', operator: compared[operator] ?? (operator as BinaryOperator), left, right, span };
}

function parseUnary(parser: Parser): Expression | undefined {
  skipBlank(parser);
  const start = parser.at;
  const operator = take(parser, /!(?!=|~)|-/y);
  if (operator === undefined) return parsePostfix(parser, parsePrimary);
  if (parser.depth >= MAX_DEPTH) return undefined;
  parser.depth++;
  const operand = parseUnary(parser);
  parser.depth--;
  if (operand === undefined) return undefined;
  const span = { start, end: operand.span.end };
  return { kind: 'unary', operator: operator === '!' ? '!' : '-', operand, span };
}

function parsePrimary(parser: Parser): Expression | undefined {
  skipBlank(parser);
  const start = parser.at;
  const { text } = parser;
  switch (text[start]) {
    case "'":
    case '$':
      return parseString(parser);
    case '{':
      return parseObject(parser);
    case '[':
      return parseArray(parser);
    case '(':
      return parseParentheses(parser);
    default: {
      const number = take(parser, /\d+/y);
      const span = { start, end: parser.at };
      return number === undefined ? parseWord(parser, start) : { kind: 'number', text: number, span };
    }
  }
}

function parseParentheses(parser: Parser): Expression | undefined {
  const start = parser.at;
  accept(parser, '(');
  parser.open++;
  const expression = parser.expression(parser);
  const closed = expression !== undefined && accept(parser, ')');
  parser.open--;
  return closed ? { kind: 'parentheses', expression, span: { start, end: parser.at } } : undefined;
}

function parseWord(parser: Parser, start: number): Expression | undefined {
  const name = take(parser, /[A-Za-z_][A-Za-z0-9_]*/y);
  if (name === undefined) return undefined;
  const span = { start, end: parser.at };
  if (name === 'true' || name === 'false') return { kind: 'bool', value: name === 'true', span };
  return name === 'null' ? { kind: 'null', span } : { kind: 'variable', name, span };
}
