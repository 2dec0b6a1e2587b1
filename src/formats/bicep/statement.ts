import type { Expression } from '../expressions/index.ts';
import { parseArguments } from './call.ts';
import { parseCondition } from './collection.ts';
import { accept, follows, type Parser, problem, skipBlank, take, takeName } from './state.ts';
import { parseString } from './strings.ts';

const WORD = /param\b|var\b|resource\b|module\b|using\b/y;

/** Reads a declaration that has to do with values; false where none begins, and nothing is taken. */
export function parseStatement(parser: Parser): boolean {
  skipBlank(parser, true);
  const before = parser.at;
  while (accept(parser, '@')) skipDecorator(parser);
  // What was read once is not read again: declarations stand in each other.
  const decorated = parser.at > before;
  const start = parser.at;
  const word = take(parser, WORD);
  const read =
    word === 'param'
      ? parseParameter(parser, start)
      : word === 'var'
        ? parseVariable(parser, start)
        : word === 'using'
          ? parseUsing(parser, start)
          : word !== undefined && parseDeployed(parser, start, word === 'module' ? 'module' : 'resource');
  if (!read && !decorated) parser.at = before;
  return read || decorated;
}

/** `@description('…')`, `@sys.allowed([ … ])` */
function skipDecorator(parser: Parser): void {
  take(parser, /[\w.]*/y);
  if (follows(parser, /\(/y)) parseArguments(parser);
  skipBlank(parser, true);
}

function parseParameter(parser: Parser, start: number): boolean {
  const name = takeName(parser);
  if (name === undefined) return false;
  skipType(parser);
  const given = accept(parser, '=');
  if (given) skipBlank(parser, true);
  const value = given ? parser.expression(parser) : undefined;
  if (given && value === undefined) problem(parser, `The value of ${name} cannot be read`);
  parser.statements.push({ kind: 'param', name, value, span: { start, end: parser.at } });
  return true;
}

/** Types are skipped up to the `=` behind them or the end of their last line; braces and quotes are kept together. */
function skipType(parser: Parser): void {
  let depth = 0;
  for (;;) {
    skipBlank(parser, depth > 0);
    const { text, at } = parser;
    const character = text[at];
    if (character === undefined || (depth === 0 && (character === '=' || character === '\n'))) return;
    if (character === "'") parseString(parser);
    else {
      if (/[{[(]/.test(character)) depth++;
      if (/[}\])]/.test(character)) depth--;
      parser.at++;
    }
  }
}

function parseVariable(parser: Parser, start: number): boolean {
  const name = takeName(parser);
  if (name === undefined) return false;
  skipType(parser);
  if (!accept(parser, '=')) return false;
  skipBlank(parser, true);
  const value = parser.expression(parser);
  if (value === undefined) problem(parser, `The value of ${name} cannot be read`);
  else parser.statements.push({ kind: 'var', name, value, span: { start, end: parser.at } });
  return true;
}

function parseUsing(parser: Parser, start: number): boolean {
  const path = literal(parseString(parser));
  if (path !== undefined) parser.statements.push({ kind: 'using', path, span: { start, end: parser.at } });
  return path !== undefined;
}

function parseDeployed(parser: Parser, start: number, kind: 'resource' | 'module'): boolean {
  const name = takeName(parser);
  const own = name === undefined ? undefined : literal(parseString(parser));
  if (name === undefined || own === undefined) return false;
  const existing = take(parser, /existing\b/y) !== undefined;
  if (!accept(parser, '=')) return false;
  skipBlank(parser, true);
  const around = parser.parent;
  const type = kind === 'module' || around === undefined ? own : `${around}/${own}`;
  const condition = parseCondition(parser);
  // Resources within come behind this one.
  const index = parser.statements.length;
  parser.parent = type.replace(/@.*$/, '');
  const value = parser.expression(parser);
  parser.parent = around;
  if (value === undefined) {
    problem(parser, `What ${name} is cannot be read`, { start, end: parser.at });
    return true;
  }
  const span = { start, end: parser.at };
  parser.statements.splice(index, 0, { kind, name, type, existing, condition, value, span });
  return true;
}

function literal(expression: Expression | undefined): string | undefined {
  if (expression?.kind !== 'template') return undefined;
  const [part] = expression.parts;
  return expression.parts.length === 1 && part?.kind === 'text' ? part.value : undefined;
}
