import { goQuote } from '../go-quote.ts';
import type { Token } from '../lexer/token.ts';
import { next, peek } from '../lexer/token-reader.ts';
import { parseNumber } from '../literals/number.ts';
import { unquote } from '../literals/unquote.ts';
import type { NumberNode, Operand, StringNode, VariableNode } from '../types.ts';
import { isDeclared } from './scope.ts';
import { fail, type Parser, spanOf } from './state.ts';

/** Whether an operand begins with the token. */
export function beginsTerm(token: Token): boolean {
  switch (token.kind) {
    case 'bool':
    case 'character-constant':
    case 'complex':
    case 'dot':
    case 'field':
    case 'identifier':
    case 'left-parenthesis':
    case 'nil':
    case 'number':
    case 'raw-string':
    case 'string':
    case 'variable':
      return true;
    default:
      return false;
  }
}

/** The operand that the token is; `undefined` after an error. Not for tokens that begin none, nor for parentheses. */
export function parseTerm(parser: Parser, token: Token): Operand | undefined {
  const { text } = parser.source;
  const { start, end } = token;
  switch (token.kind) {
    case 'bool':
      return { kind: 'bool', span: spanOf(start, end), value: text.startsWith('true', start) };
    case 'nil':
      return { kind: 'nil', span: spanOf(start, end) };
    case 'dot':
      return { kind: 'dot', span: spanOf(start, end) };
    case 'field':
      return { kind: 'field', span: spanOf(start, end), names: [text.slice(start + 1, end)] };
    case 'variable':
      return useVariable(parser, token, text.slice(start, end));
    case 'character-constant':
    case 'complex':
    case 'number':
      return numberTerm(parser, token.kind, token, text.slice(start, end));
    case 'raw-string':
    case 'string':
      return stringTerm(parser, token);
    default:
      return callFunction(parser, token, text.slice(start, end));
  }
}

/** The string constant that the token is. */
export function stringTerm(parser: Parser, token: Token): StringNode | undefined {
  const string = unquote(parser.source.text.slice(token.start, token.end));
  if (string === undefined) return fail(parser, 'invalid-string', 'invalid syntax', token);
  return { kind: 'string', span: spanOf(token.start, token.end), ...string };
}

/**
 * The operand with the fields that follow it without a space: they prolong a field or a variable, and make a chain of a
 * function or parentheses.
 */
export function withFields(parser: Parser, operand: Operand): Operand | undefined {
  const { tokens, source } = parser;
  const first = peek(tokens);
  if (first.kind !== 'field') return operand;
  let { end } = first;
  while (peek(tokens).kind === 'field') end = next(tokens).end;
  const { start } = operand.span;
  const span = spanOf(start, end);
  // Nothing stands between them but the point.
  const namesFrom = (offset: number): readonly string[] => source.text.slice(offset + 1, end).split('.');
  switch (operand.kind) {
    case 'field':
      return { kind: 'field', span, names: namesFrom(start) };
    case 'variable':
      return { kind: 'variable', span, variable: operand.variable, names: namesFrom(first.start) };
    case 'parentheses':
    case 'identifier':
      return { kind: 'chain', span, operand, names: namesFrom(first.start) };
    default: {
      const written = parser.source.text.slice(operand.span.start, operand.span.end);
      return fail(parser, 'field-of-literal', `unexpected . after term ${goQuote(written)}`, span);
    }
  }
}

function useVariable(parser: Parser, { start, end }: Token, variable: string): VariableNode | undefined {
  const span = spanOf(start, end);
  if (isDeclared(parser.scope, variable)) return { kind: 'variable', span, variable, names: noNames };
  return fail(parser, 'undefined-variable', `undefined variable ${goQuote(variable)}`, span);
}

const noNames: readonly string[] = [];

function callFunction(parser: Parser, token: Token, name: string): Operand | undefined {
  const span = spanOf(token.start, token.end);
  if (parser.functions === 'any' || parser.functions.has(name)) return { kind: 'identifier', span, name };
  return fail(parser, 'undefined-function', `function ${goQuote(name)} not defined`, span);
}

function numberTerm(
  parser: Parser,
  kind: 'character-constant' | 'complex' | 'number',
  token: Token,
  text: string,
): NumberNode | undefined {
  const value = parseNumber(text, kind);
  if (!value.ok) return fail(parser, value.error.code, value.error.message, token);
  return { kind: 'number', span: spanOf(token.start, token.end), text, ...value.value };
}
