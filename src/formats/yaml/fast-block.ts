import {
  AMPERSAND,
  ASTERISK,
  BANG,
  COLON,
  DASH,
  DOUBLE_QUOTE,
  GREATER,
  isBlankOrEnd,
  LEFT_BRACE,
  LEFT_BRACKET,
  PIPE,
  SINGLE_QUOTE,
} from './chars.ts';
import { readBlockScalar } from './fast-block-scalar.ts';
import { readFlow } from './fast-flow.ts';
import {
  endLine,
  enterCollection,
  fail,
  isLineEnd,
  type Properties,
  type Reader,
  readProperties,
  skipBlanks,
  takeFrom,
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
import type { YamlMap, YamlNode, YamlSeq } from './types.ts';

/** `column` of a node on the line of its key: no collection of block style may begin there. */
export const INLINE = -1;

/** A collection whose parts are still to come. */
type Open<T> = { -readonly [K in keyof T]: T[K] };

/** An implicit key may be 1024 characters long (YAML 1.2.2, section 7.4.2); near the bound the library decides. */
const MAX_KEY = 1000;

/**
 * The node at `pos`, inside a collection at column `parentIndent`. `properties` were written before it on an earlier
 * line. Ends on the next content.
 */
export function readBlock(
  reader: Reader,
  column: number,
  parentIndent: number,
  properties: Properties | undefined,
): YamlNode {
  const { text } = reader;
  let code = text.charCodeAt(reader.pos);
  if (code === DASH && isBlankOrEnd(text.charCodeAt(reader.pos + 1))) {
    return column === INLINE ? fail(reader) : readSeq(reader, column, properties);
  }
  let own: Properties | undefined;
  if (code === AMPERSAND || code === BANG) {
    own = readProperties(reader);
    if (isLineEnd(text, reader.pos)) {
      if (properties !== undefined) return fail(reader);
      const sameColumn = column === INLINE;
      return readBelow(reader, parentIndent, reader.pos, sameColumn, own);
    }
    code = text.charCodeAt(reader.pos);
  }
  const isCollection = code === LEFT_BRACE || code === LEFT_BRACKET;
  if (isCollection || code === PIPE || code === GREATER) {
    if (own !== undefined && properties !== undefined) return fail(reader);
    if (!isCollection) return readBlockScalar(reader, parentIndent, own ?? properties);
    const flow = readFlow(reader, parentIndent + 1, own ?? properties);
    endLine(reader);
    return flow;
  }
  const start = reader.pos;
  const end = tokenEnd(reader, parentIndent + 1);
  const colon = keyColon(text, start, end);
  if (colon === -1) {
    if (own !== undefined && properties !== undefined) return fail(reader);
    return readScalar(reader, start, end, parentIndent, own ?? properties);
  }
  if (column === INLINE || reader.failed) return fail(reader);
  return readMap(reader, column, keyNode(reader, start, end, colon, own), properties);
}

/** The end of the quoted scalar, alias, or line of a plain scalar at `pos`. */
function tokenEnd(reader: Reader, indent: number): number {
  const { text, pos } = reader;
  const code = text.charCodeAt(pos);
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const end = quotedEnd(text, pos, indent, reader.lenient);
    if (end === -1) fail(reader);
    return end;
  }
  if (code === ASTERISK) return aliasEnd(text, pos);
  if (canStartPlain(code, text.charCodeAt(pos + 1), false))
    return trimBlanks(text, pos, plainStop(text, pos, false));
  fail(reader);
  return pos;
}

/** The `:` that makes a token a key; -1 where there is none. */
function keyColon(text: string, start: number, end: number): number {
  const colon = skipBlanks(text, end);
  return text.charCodeAt(colon) === COLON && isBlankOrEnd(text.charCodeAt(colon + 1)) && end > start
    ? colon
    : -1;
}

/** The key between two offsets; leaves `pos` after its colon. */
function keyNode(
  reader: Reader,
  start: number,
  end: number,
  colon: number,
  properties: Properties | undefined,
): YamlNode {
  const { text } = reader;
  reader.pos = colon + 1;
  const code = text.charCodeAt(start);
  if (colon - start > MAX_KEY) return fail(reader);
  if (code === ASTERISK) return properties === undefined ? aliasNode(reader, start, end) : fail(reader);
  if (code !== DOUBLE_QUOTE && code !== SINGLE_QUOTE)
    return plainScalar(reader, start, end, false, properties);
  const lineFeed = text.indexOf('\n', start);
  return lineFeed !== -1 && lineFeed < end ? fail(reader) : quotedScalar(reader, start, end, properties);
}

function readScalar(
  reader: Reader,
  start: number,
  end: number,
  parentIndent: number,
  properties: Properties | undefined,
): YamlNode {
  if (reader.failed) return fail(reader);
  const { text } = reader;
  const code = text.charCodeAt(start);
  reader.pos = end;
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
    const node = quotedScalar(reader, start, end, properties);
    endLine(reader);
    return node;
  }
  if (code === ASTERISK) {
    const node = properties === undefined ? aliasNode(reader, start, end) : fail(reader);
    endLine(reader);
    return node;
  }
  let last = end;
  let lines = 1;
  const comments = reader.comments;
  endLine(reader);
  while (reader.column > parentIndent && reader.comments === comments) {
    const stop = plainStop(text, reader.pos, false);
    if (text.charCodeAt(stop) === COLON) return fail(reader);
    last = trimBlanks(text, reader.pos, stop);
    lines++;
    reader.pos = last;
    endLine(reader);
  }
  return plainScalar(reader, start, last, lines > 1, properties);
}

function readMap(
  reader: Reader,
  column: number,
  firstKey: YamlNode,
  properties: Properties | undefined,
): YamlNode {
  const span = { start: firstKey.span.start, end: firstKey.span.end };
  const { pairs } = reader;
  const first = pairs.length;
  if (properties?.anchor !== undefined && (firstKey.kind === 'alias' || firstKey.anchor !== undefined)) {
    return fail(reader);
  }
  const empty: Open<YamlMap> = { kind: 'map', span, flow: false, entries: [] };
  const map = withProperties(reader, empty, properties);
  enterCollection(reader);
  let key = firstKey;
  for (;;) {
    const value = readValue(reader, column);
    pairs.push({ key, value });
    if (reader.column !== column) {
      span.end = value.span.end;
      break;
    }
    key = readKey(reader);
  }
  map.entries = takeFrom(pairs, first);
  reader.depth--;
  return reader.column > column ? fail(reader) : map;
}

function readKey(reader: Reader): YamlNode {
  const { text } = reader;
  const first = text.charCodeAt(reader.pos);
  const properties = first === AMPERSAND || first === BANG ? readProperties(reader) : undefined;
  const start = reader.pos;
  const end = tokenEnd(reader, 0);
  const colon = reader.failed ? -1 : keyColon(text, start, end);
  return colon === -1 ? fail(reader) : keyNode(reader, start, end, colon, properties);
}

/** What follows the colon of a key at column `column`. */
function readValue(reader: Reader, column: number): YamlNode {
  const { text } = reader;
  const at = skipBlanks(text, reader.pos);
  reader.pos = at;
  if (isLineEnd(text, at)) return readBelow(reader, column, at, true, undefined);
  return readBlock(reader, INLINE, column, undefined);
}

/** A node that begins on a later line than its indicator; `absentAt` is where it stands if there is none. */
function readBelow(
  reader: Reader,
  parentIndent: number,
  absentAt: number,
  sequenceMayAlign: boolean,
  properties: Properties | undefined,
): YamlNode {
  endLine(reader);
  if (reader.column > parentIndent) return readBlock(reader, reader.column, parentIndent, properties);
  if (sequenceMayAlign && reader.column === parentIndent && isItem(reader)) {
    return readSeq(reader, parentIndent, properties);
  }
  return emptyScalar(reader, absentAt, properties);
}

function isItem({ text, pos, column }: Reader): boolean {
  return column >= 0 && text.charCodeAt(pos) === DASH && isBlankOrEnd(text.charCodeAt(pos + 1));
}

function readSeq(reader: Reader, column: number, properties: Properties | undefined): YamlNode {
  const { text } = reader;
  const span = { start: reader.pos, end: reader.pos };
  const { nodes } = reader;
  const first = nodes.length;
  const empty: Open<YamlSeq> = { kind: 'seq', span, flow: false, items: [] };
  const seq = withProperties(reader, empty, properties);
  enterCollection(reader);
  do {
    const at = skipBlanks(text, reader.pos + 1);
    if (at > reader.pos + 1 && text.slice(reader.pos + 1, at).includes('\t')) return fail(reader);
    reader.pos = at;
    const item = isLineEnd(text, at)
      ? readBelow(reader, column, at, false, undefined)
      : readBlock(reader, at - reader.lineStart, column, undefined);
    nodes.push(item);
    span.end = item.span.end;
  } while (reader.column === column && isItem(reader));
  seq.items = takeFrom(nodes, first);
  reader.depth--;
  return reader.column > column ? fail(reader) : seq;
}
