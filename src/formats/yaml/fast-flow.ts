import {
  AMPERSAND,
  ASTERISK,
  BANG,
  COLON,
  COMMA,
  CR,
  DOUBLE_QUOTE,
  HASH,
  isBlankOrEnd,
  isFlowIndicator,
  LEFT_BRACE,
  LEFT_BRACKET,
  LF,
  NINE,
  RIGHT_BRACE,
  RIGHT_BRACKET,
  SINGLE_QUOTE,
  SPACE,
  TAB,
} from './chars.ts';
import {
  enterCollection,
  fail,
  isDocumentMarker,
  type Properties,
  type Reader,
  readProperties,
  skipBlanks,
  withProperties,
} from './fast-reader.ts';
import {
  aliasEnd,
  aliasNode,
  canStartPlain,
  emptyScalar,
  plainScalar,
  plainStop,
  quotedEnd,
  quotedScalar,
  trimBlanks,
} from './fast-scalar.ts';
import type { YamlMap, YamlNode, YamlPair, YamlSeq } from './types.ts';

/** The flow collection at `pos`; its further lines must be indented by `indent` at least. Ends after its bracket. */
export function readFlow(reader: Reader, indent: number, properties: Properties | undefined): YamlNode {
  return reader.text.charCodeAt(reader.pos) === LEFT_BRACE
    ? readFlowMap(reader, indent, 1, properties)
    : readFlowSeq(reader, indent, 1, properties);
}

function readFlowMap(
  reader: Reader,
  indent: number,
  level: number,
  properties: Properties | undefined,
): YamlNode {
  const { text } = reader;
  const span = { start: reader.pos, end: reader.pos };
  const entries: YamlPair[] = [];
  const map: YamlMap = withProperties(reader, { kind: 'map', span, flow: true, entries }, properties);
  enterCollection(reader);
  reader.pos++;
  for (;;) {
    skipFlowBlanks(reader, indent, level, RIGHT_BRACE);
    if (reader.failed) return map;
    if (text.charCodeAt(reader.pos) === RIGHT_BRACE) break;
    const keyStart = reader.pos;
    const key = readFlowNode(reader, indent, level);
    entries.push({ key, value: readFlowValue(reader, indent, level, key) });
    if (text.slice(keyStart, key.span.end).includes('\n')) return fail(reader);
    if (!nextFlowItem(reader, indent, level, RIGHT_BRACE)) return fail(reader);
  }
  span.end = ++reader.pos;
  reader.depth--;
  return map;
}

function readFlowSeq(
  reader: Reader,
  indent: number,
  level: number,
  properties: Properties | undefined,
): YamlNode {
  const { text } = reader;
  const span = { start: reader.pos, end: reader.pos };
  const items: YamlNode[] = [];
  const seq: YamlSeq = withProperties(reader, { kind: 'seq', span, flow: true, items }, properties);
  enterCollection(reader);
  reader.pos++;
  for (;;) {
    skipFlowBlanks(reader, indent, level, RIGHT_BRACKET);
    if (reader.failed) return seq;
    if (text.charCodeAt(reader.pos) === RIGHT_BRACKET) break;
    items.push(readFlowNode(reader, indent, level));
    if (!nextFlowItem(reader, indent, level, RIGHT_BRACKET)) return fail(reader);
  }
  span.end = ++reader.pos;
  reader.depth--;
  return seq;
}

/** Over the comma after an item, or up to the closing bracket; false for anything else. */
function nextFlowItem(reader: Reader, indent: number, level: number, closing: number): boolean {
  skipFlowBlanks(reader, indent, level, closing);
  const code = reader.text.charCodeAt(reader.pos);
  if (code === COMMA) reader.pos++;
  return code === COMMA || code === closing;
}

/** The value after a key: nothing, or `:` and a node. */
function readFlowValue(reader: Reader, indent: number, level: number, key: YamlNode): YamlNode {
  const { text } = reader;
  const colon = skipBlanks(text, reader.pos);
  if (text.charCodeAt(colon) !== COLON) {
    skipFlowBlanks(reader, indent, level, RIGHT_BRACE);
    return emptyScalar(reader, key.span.end, undefined);
  }
  const jsonKey = key.kind !== 'alias' && (key.kind !== 'scalar' || key.style !== 'plain');
  if (!isBlankOrEnd(text.charCodeAt(colon + 1)) && !(jsonKey && colon === reader.pos)) return fail(reader);
  reader.pos = colon + 1;
  const valueAt = skipBlanks(text, reader.pos);
  skipFlowBlanks(reader, indent, level, RIGHT_BRACE);
  const code = text.charCodeAt(reader.pos);
  if (code === COMMA || code === RIGHT_BRACE) return emptyScalar(reader, valueAt, undefined);
  return readFlowNode(reader, indent, level);
}

function readFlowNode(reader: Reader, indent: number, level: number): YamlNode {
  const { text } = reader;
  let code = text.charCodeAt(reader.pos);
  let properties: Properties | undefined;
  if (code === BANG || code === AMPERSAND) {
    properties = readProperties(reader);
    code = text.charCodeAt(reader.pos);
  }
  const start = reader.pos;
  switch (code) {
    case LEFT_BRACE:
      return readFlowMap(reader, indent, level + 1, properties);
    case LEFT_BRACKET:
      return readFlowSeq(reader, indent, level + 1, properties);
    case DOUBLE_QUOTE:
    case SINGLE_QUOTE: {
      const end = quotedEnd(text, start, indent, false);
      if (end === -1) return fail(reader);
      reader.pos = end;
      return quotedScalar(reader, start, end, properties);
    }
    case ASTERISK:
      reader.pos = aliasEnd(text, start);
      return properties === undefined ? aliasNode(reader, start, reader.pos) : fail(reader);
    default:
      return readFlowPlain(reader, indent, properties);
  }
}

function readFlowPlain(reader: Reader, indent: number, properties: Properties | undefined): YamlNode {
  const { text, pos: start } = reader;
  if (!canStartPlain(text.charCodeAt(start), text.charCodeAt(start + 1), true)) return fail(reader);
  let stop = plainStop(text, start, true);
  let end = trimBlanks(text, start, stop);
  let multiLine = false;
  while (text.charCodeAt(stop) === LF || text.charCodeAt(stop) === CR) {
    const next = continuation(text, stop, indent);
    if (next === -1) break;
    stop = plainStop(text, next, true);
    end = trimBlanks(text, next, stop);
    multiLine = true;
  }
  reader.pos = end;
  return plainScalar(reader, start, end, multiLine, properties);
}

/** Where a plain scalar goes on after the line break at `stop`; -1 where it does not. */
function continuation(text: string, stop: number, indent: number): number {
  let lineStart = stop;
  let at = stop;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === LF) lineStart = at + 1;
    else if (code !== SPACE && code !== CR) break;
    at++;
  }
  const code = text.charCodeAt(at);
  if (at - lineStart < indent || Number.isNaN(code) || code === TAB || code === HASH) return -1;
  if (isFlowIndicator(code) || code === COLON || isDocumentMarker(text, at, code)) return -1;
  return at;
}

/** Over blanks, line breaks and comments to the next token, which must be indented enough if it begins a line. */
function skipFlowBlanks(reader: Reader, indent: number, level: number, closing: number): void {
  const { text } = reader;
  let at = skipBlanks(text, reader.pos);
  let lineStart = -1;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code === HASH) {
      if (!isBlankOrEnd(text.charCodeAt(at - 1))) break;
      const lineFeed = text.indexOf('\n', at);
      if (lineFeed === -1) break;
      at = lineFeed;
    } else if (code === LF || code === CR) {
      lineStart = at + (code === LF ? 1 : 2);
      at = skipBlanks(text, lineStart);
    } else {
      reader.pos = at;
      if (lineStart !== -1 && !isFlowIndented(text, lineStart, at, indent, level, closing)) fail(reader);
      return;
    }
  }
  fail(reader);
}

/** The bracket that closes the outermost collection may stand one column further left, as everybody writes it. */
function isFlowIndented(
  text: string,
  lineStart: number,
  at: number,
  indent: number,
  level: number,
  closing: number,
): boolean {
  let spaces = lineStart;
  while (text.charCodeAt(spaces) === SPACE) spaces++;
  const code = text.charCodeAt(at);
  const column = spaces - lineStart;
  if (
    column === 0 &&
    at === lineStart &&
    code < NINE &&
    (text.startsWith('---', at) || text.startsWith('...', at))
  )
    return false;
  return column >= indent || (column === indent - 1 && level === 1 && at === spaces && code === closing);
}
