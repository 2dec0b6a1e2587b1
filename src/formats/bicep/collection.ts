import type { Span } from '../../text/span.ts';
import type { Expression, ObjectItem } from '../expressions/index.ts';
import { accept, follows, type Parser, problem, skipBlank, take, takeName } from './state.ts';
import { parseString } from './strings.ts';

const STATEMENT = /@|resource\s+[A-Za-z_]\w*\s+'/y;

/** `{ name: value, 'other name': value, ...more }`, one to a line or with commas between them. */
export function parseObject(parser: Parser): Expression | undefined {
  skipBlank(parser);
  const start = parser.at;
  accept(parser, '{');
  const { open } = parser;
  parser.open = 0;
  const parts: Expression[] = [];
  let items: ObjectItem[] = [];
  const flush = (span: Span): void => {
    if (items.length > 0) parts.push({ kind: 'object', items, span });
    items = [];
  };
  while (!accept(parser, '}', true)) {
    skipBlank(parser, true);
    if (parser.at >= parser.text.length) {
      problem(parser, 'An object is not closed', { start, end: start + 1 });
      break;
    }
    if (accept(parser, ',')) continue;
    if (follows(parser, STATEMENT) && parser.statement(parser)) continue;
    if (accept(parser, '...')) {
      flush({ start, end: parser.at });
      const spread = parser.expression(parser);
      if (spread !== undefined) parts.push(spread);
      continue;
    }
    const item = parseItem(parser);
    if (item === undefined) skipItem(parser);
    else items.push(item);
  }
  parser.open = open;
  const span = { start, end: parser.at };
  if (parts.length === 0) return { kind: 'object', items, span };
  flush(span);
  return { kind: 'call', name: 'union', nameSpan: span, args: parts, expandsLast: false, span };
}

function parseItem(parser: Parser): ObjectItem | undefined {
  skipBlank(parser);
  const start = parser.at;
  const quoted = parseString(parser);
  const name = quoted === undefined ? takeName(parser) : undefined;
  const span = { start, end: parser.at };
  const key: Expression | undefined =
    quoted ?? (name === undefined ? undefined : { kind: 'variable', name, span });
  if (key === undefined || !accept(parser, ':')) return undefined;
  const value = parseValue(parser);
  return value === undefined ? undefined : { key, value };
}

/** A value that may begin on the line below. */
function parseValue(parser: Parser): Expression | undefined {
  skipBlank(parser, true);
  return parser.expression(parser);
}

const LINE = /[^\n]*/y;

/** What is no item is left out, up to the end of its line. */
function skipItem(parser: Parser): void {
  const start = parser.at;
  take(parser, LINE);
  problem(parser, 'This is not read', { start, end: Math.max(parser.at, start) });
  parser.at = Math.max(parser.at, Math.min(start + 1, parser.text.length));
}

/** `[ a, b ]`, one to a line or with commas between them, or a loop. */
export function parseArray(parser: Parser): Expression | undefined {
  skipBlank(parser);
  const start = parser.at;
  accept(parser, '[');
  const { open } = parser;
  parser.open = 0;
  skipBlank(parser, true);
  const expression = follows(parser, /for\b/y) ? parseFor(parser, start) : parseItems(parser, start);
  parser.open = open;
  return expression;
}

function parseItems(parser: Parser, start: number): Expression | undefined {
  const items: Expression[] = [];
  const parts: Expression[] = [];
  while (!accept(parser, ']', true)) {
    skipBlank(parser, true);
    if (parser.at >= parser.text.length) {
      problem(parser, 'A list is not closed', { start, end: start + 1 });
      break;
    }
    if (accept(parser, ',')) continue;
    const spread = accept(parser, '...');
    const item = parser.expression(parser);
    if (item === undefined) skipItem(parser);
    else if (spread) parts.push({ kind: 'tuple', items: items.splice(0), span: item.span }, item);
    else items.push(item);
  }
  const span = { start, end: parser.at };
  const own: Expression = { kind: 'tuple', items, span };
  if (parts.length === 0) return own;
  return { kind: 'call', name: 'concat', nameSpan: span, args: [...parts, own], expandsLast: false, span };
}

/** `[for item in list: value]`, `[for (item, index) in list: if (condition) value]` */
function parseFor(parser: Parser, start: number): Expression | undefined {
  take(parser, /for\b/y);
  const [valueName, keyName] = parseNames(parser);
  if (valueName === undefined || take(parser, /in\b/y) === undefined) return undefined;
  const collection = parser.expression(parser);
  if (collection === undefined || !accept(parser, ':', true)) return undefined;
  skipBlank(parser, true);
  const condition = parseCondition(parser);
  const value = parseValue(parser);
  if (value === undefined) return undefined;
  if (!accept(parser, ']', true)) problem(parser, 'A loop is not closed', { start, end: start + 1 });
  const span = { start, end: parser.at };
  return {
    kind: 'for',
    makes: 'tuple',
    keyName,
    valueName,
    collection,
    key: undefined,
    value,
    condition,
    groups: false,
    span,
  };
}

function parseNames(parser: Parser): readonly (string | undefined)[] {
  if (!accept(parser, '(')) return [takeName(parser), undefined];
  parser.open++;
  const value = takeName(parser);
  accept(parser, ',');
  const key = takeName(parser);
  const closed = accept(parser, ')');
  parser.open--;
  return closed ? [value, key] : [];
}

/** `if (…)` before the body of a resource or of a loop. */
export function parseCondition(parser: Parser): Expression | undefined {
  if (take(parser, /if\b/y) === undefined) return undefined;
  const start = parser.at;
  if (!accept(parser, '(')) return undefined;
  parser.open++;
  const condition = parser.expression(parser);
  const closed = condition !== undefined && accept(parser, ')');
  parser.open--;
  if (!closed) problem(parser, 'A condition cannot be read', { start, end: parser.at });
  return condition;
}
