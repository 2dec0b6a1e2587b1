import type { BinaryOperator, HclExpression } from '../types.ts';
import { accept, deeper, fail, MAX_DEPTH, type Parser, peek, read, spanFrom, unexpected } from './state.ts';
import { parseTerm } from './term.ts';

/** The higher binds the tighter. */
const levels: Readonly<Record<BinaryOperator, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '>': 4,
  '>=': 4,
  '<': 4,
  '<=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

export function parseExpression(parser: Parser): HclExpression | undefined {
  return deeper(parser, () => parseConditional(parser));
}

function parseConditional(parser: Parser): HclExpression | undefined {
  const { start } = peek(parser);
  const condition = parseBinary(parser, 1);
  if (condition === undefined || accept(parser, '?') === undefined) return condition;
  const whenTrue = parseExpression(parser);
  if (whenTrue === undefined) return undefined;
  if (accept(parser, ':') === undefined)
    return unexpected(
      parser,
      peek(parser),
      'invalid-conditional',
      'a colon and the other value are expected here',
    );
  const whenFalse = parseExpression(parser);
  if (whenFalse === undefined) return undefined;
  return { kind: 'conditional', span: spanFrom(parser, start), condition, whenTrue, whenFalse };
}

/** Operators of one level associate to the left. */
function parseBinary(parser: Parser, lowest: number): HclExpression | undefined {
  const { start } = peek(parser);
  let left = parseTerm(parser);
  for (let operands = 1; left !== undefined; operands++) {
    const operator = binaryOperator(parser);
    if (operator === undefined || levels[operator] < lowest) return left;
    if (operands > MAX_DEPTH)
      return fail(parser, 'too-deep', 'an expression of so many operands is not read', peek(parser));
    read(parser);
    const right = parseBinary(parser, levels[operator] + 1);
    if (right === undefined) return undefined;
    left = { kind: 'binary', span: spanFrom(parser, start), operator, left, right };
  }
  return left;
}

function binaryOperator(parser: Parser): BinaryOperator | undefined {
  const token = peek(parser);
  return token.kind === 'symbol' && Object.hasOwn(levels, token.text)
    ? (token.text as BinaryOperator)
    : undefined;
}
