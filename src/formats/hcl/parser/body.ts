import type { Token } from '../lexer/token.ts';
import { decodeText } from '../literals/text-runs.ts';
import type { HclAttribute, HclBlock, HclBody, HclLabel } from '../types.ts';
import { beginsTopBlock, skipItem } from './recover.ts';
import {
  accept,
  acceptKind,
  deeper,
  fail,
  isSymbol,
  type Parser,
  peek,
  read,
  report,
  spanFrom,
  unexpected,
} from './state.ts';

interface Items {
  readonly attributes: Map<string, HclAttribute>;
  readonly blocks: HclBlock[];
}

/** The body of the file: what cannot be read of it is left out. */
export function parseFile(parser: Parser): HclBody {
  const items: Items = { attributes: new Map(), blocks: [] };
  for (;;) {
    parser.resync = false;
    readItems(parser, items);
    const token = peek(parser);
    if (token.kind === 'end-of-text') break;
    read(parser);
    unexpected(parser, token, 'expected-item', 'an argument or a block is expected here');
    if (!isSymbol(token, '}')) skipItem(parser, parser.index - 1);
  }
  return bodyOf(items, 0, parser.source.text.length);
}

function bodyOf({ attributes, blocks }: Items, start: number, end: number): HclBody {
  return { span: { start, end }, attributes: [...attributes.values()], blocks };
}

/** Reads items up to what is none, or to where an outer body has to go on. */
function readItems(parser: Parser, items: Items): void {
  for (;;) {
    if (acceptKind(parser, 'newline') !== undefined) continue;
    if (peek(parser).kind !== 'identifier') return;
    if (parser.depth > 0 && parser.columns && beginsTopBlock(parser, parser.index)) return;
    const start = parser.index;
    const known = parser.problems.length;
    const item = parseItem(parser);
    if (item !== undefined) addItem(parser, items, item);
    if (parser.resync && parser.depth > 0) return;
    parser.resync = false;
    // Whatever was wrong in a block's body was overcome there.
    if (item === undefined || (parser.problems.length > known && 'name' in item)) skipItem(parser, start);
    if (parser.resync && parser.depth > 0) return;
    parser.resync = false;
  }
}

function addItem(parser: Parser, { attributes, blocks }: Items, item: HclAttribute | HclBlock): void {
  if ('type' in item) blocks.push(item);
  else if (!attributes.has(item.name)) attributes.set(item.name, item);
  else report(parser, 'duplicate-attribute', `${item.name} is set twice`, item.nameSpan);
}

function parseItem(parser: Parser): HclAttribute | HclBlock | undefined {
  const name = read(parser);
  const next = peek(parser);
  if (isSymbol(next, '=')) {
    const attribute = parseAttribute(parser, name);
    return attribute !== undefined && endLine(parser, 'an argument ends with its line')
      ? attribute
      : undefined;
  }
  if (next.kind === 'open-quote' || next.kind === 'identifier' || isSymbol(next, '{')) {
    return parseBlock(parser, name);
  }
  return unexpected(
    parser,
    next,
    'expected-item',
    'an argument needs an equals sign, a block an opening brace',
  );
}

function parseAttribute(parser: Parser, name: Token): HclAttribute | undefined {
  read(parser);
  const value = parser.expression(parser);
  if (value === undefined) return undefined;
  const nameSpan = { start: name.start, end: name.end };
  return { span: spanFrom(parser, name.start), name: name.text, nameSpan, value };
}

function endLine(parser: Parser, message: string): boolean {
  const next = peek(parser);
  if (next.kind === 'end-of-text' || acceptKind(parser, 'newline') !== undefined) return true;
  unexpected(parser, next, 'missing-newline', message);
  return false;
}

function parseBlock(parser: Parser, type: Token): HclBlock | undefined {
  const labels: HclLabel[] = [];
  for (;;) {
    const next = peek(parser);
    if (isSymbol(next, '{')) break;
    const label = next.kind === 'identifier' ? identifierLabel(read(parser)) : quotedLabel(parser, next);
    if (label === undefined) return undefined;
    labels.push(label);
  }
  const body = deeper(parser, () => parseBlockBody(parser, read(parser)));
  if (body === undefined) return undefined;
  const typeSpan = { start: type.start, end: type.end };
  const closing = parser.source.text[body.span.end] === '}' ? 1 : 0;
  const span = { start: type.start, end: body.span.end + closing };
  return { span, type: type.text, typeSpan, labels, body };
}

function identifierLabel({ text, start, end }: Token): HclLabel {
  return { value: text, span: { start, end } };
}

function quotedLabel(parser: Parser, open: Token): HclLabel | undefined {
  if (open.kind !== 'open-quote') {
    return unexpected(
      parser,
      open,
      'invalid-block',
      'a label or the opening brace of the block is expected here',
    );
  }
  read(parser);
  let value = '';
  for (;;) {
    const token = read(parser);
    if (token.kind === 'close-quote') return { value, span: spanFrom(parser, open.start) };
    if (token.kind === 'open-interpolation' || token.kind === 'open-directive')
      return fail(parser, 'template-in-label', 'a label is written out, without expressions', token);
    if (token.kind !== 'quoted-text')
      return unexpected(parser, token, 'unterminated-string', 'the closing quote is missing');
    const decoded = decodeText(parser.source.text, token, true);
    for (const span of decoded.invalid) report(parser, 'invalid-escape', 'there is no such escape', span);
    value += decoded.runs.map((run) => run.value).join('');
  }
}

/** The body from its opening brace; one that is not closed ends where the text does, or where an outer body goes on. */
function parseBlockBody(parser: Parser, open: Token): HclBody | undefined {
  const items: Items = { attributes: new Map(), blocks: [] };
  const next = peek(parser);
  if (next.kind === 'identifier') {
    const single = parseSingle(parser);
    if (single === undefined) return undefined;
    items.attributes.set(single.name, single);
    const closing = accept(parser, '}');
    if (closing === undefined) {
      const message = 'a block on one line holds one argument and ends on that line';
      return unexpected(parser, peek(parser), 'invalid-block', message);
    }
    endLine(parser, 'a block ends with its line');
    return bodyOf(items, open.end, closing.start);
  }
  for (;;) {
    readItems(parser, items);
    if (parser.resync) return bodyOf(items, open.end, parser.lastEnd);
    const closing = accept(parser, '}');
    if (closing !== undefined) {
      if (!endLine(parser, 'a block ends with its line')) skipItem(parser, parser.index);
      return bodyOf(items, open.end, closing.start);
    }
    const token = peek(parser);
    if (token.kind === 'end-of-text' || beginsTopBlock(parser, parser.index)) {
      report(parser, 'unclosed-block', 'this block has no closing brace', open);
      return bodyOf(items, open.end, parser.lastEnd);
    }
    unexpected(parser, token, 'expected-item', 'an argument or a block is expected here');
    read(parser);
    skipItem(parser, parser.index - 1);
    if (parser.resync) return bodyOf(items, open.end, parser.lastEnd);
  }
}

function parseSingle(parser: Parser): HclAttribute | undefined {
  const name = read(parser);
  const next = peek(parser);
  if (isSymbol(next, '=')) return parseAttribute(parser, name);
  return unexpected(parser, next, 'invalid-block', 'a block on one line holds one argument, and no block');
}
