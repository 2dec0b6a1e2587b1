import { CR, DASH, GREATER, LF, NINE, PLUS, SPACE, TAB, ZERO } from './chars.ts';
import { decodedText } from './decode.ts';
import { decodeBlock } from './decode-block.ts';
import {
  fail,
  isLineEnd,
  nextContent,
  type Properties,
  type Reader,
  skipBlanks,
  withProperties,
} from './fast-reader.ts';
import type { YamlScalar } from './types.ts';

interface Header {
  readonly end: number;
  /** 0 where the first line of text gives the indentation. */
  readonly indent: number;
  readonly chomping: '' | '-' | '+';
}

interface Body {
  readonly indent: number;
  /** The first character of the first line of text, after the indentation. */
  readonly start: number;
  /** The end of the last line of text; equal to `start` where there is none. */
  readonly end: number;
  /** Line breaks after it. */
  readonly trailing: number;
}

/** The literal or folded scalar whose indicator stands at `pos`, inside a collection at column `parentIndent`. */
export function readBlockScalar(
  reader: Reader,
  parentIndent: number,
  properties: Properties | undefined,
): YamlScalar {
  const { text, pos: start } = reader;
  const header = parentIndent < 0 ? undefined : readHeader(text, start);
  if (header === undefined) return fail(reader);
  const lineFeed = text.indexOf('\n', header.end);
  reader.pos = lineFeed === -1 ? text.length : lineFeed + 1;
  const bodyStart = reader.pos;
  const body = readBody(reader, parentIndent, header.indent);
  if (body === undefined) return fail(reader);
  nextContent(reader);
  const style = text.charCodeAt(start) === GREATER ? 'folded' : 'literal';
  if (body.start === body.end) {
    if (header.chomping === '+') return fail(reader);
    const content = { start: header.end, end: header.end };
    const span = { start, end: header.end };
    return withProperties(reader, { kind: 'scalar', value: '', style, span, content }, properties);
  }
  const into = decodedText(text);
  decodeBlock(text, { bodyStart, bodyEnd: body.end, indent: body.indent, folded: style === 'folded' }, into);
  const breaks = header.chomping === '-' ? 0 : header.chomping === '' ? 1 : Math.max(1, body.trailing);
  const value = into.value() + '\n'.repeat(breaks);
  const content = { start: body.start, end: body.end };
  return withProperties(
    reader,
    { kind: 'scalar', value, style, span: { start, end: body.end }, content },
    properties,
  );
}

function readHeader(text: string, start: number): Header | undefined {
  let indent = 0;
  let chomping: Header['chomping'] = '';
  let at = start + 1;
  for (; ; at++) {
    const code = text.charCodeAt(at);
    if ((code === DASH || code === PLUS) && chomping === '') chomping = code === DASH ? '-' : '+';
    else if (code > ZERO && code <= NINE && indent === 0) indent = code - ZERO;
    else break;
  }
  return isLineEnd(text, skipBlanks(text, at)) ? { end: at, indent, chomping } : undefined;
}

/** Passes over the lines of the scalar and the blank lines after it; undefined where the lines are not certain. */
function readBody(reader: Reader, parentIndent: number, explicit: number): Body | undefined {
  const { text } = reader;
  let indent = explicit === 0 ? 0 : parentIndent + explicit;
  let start = -1;
  let end = -1;
  let trailing = 0;
  let deepestBlank = 0;
  let at = reader.pos;
  while (at < text.length) {
    let first = at;
    let code = text.charCodeAt(first);
    while (code === SPACE) code = text.charCodeAt(++first);
    const column = first - at;
    if (code === LF || code === CR) {
      if (column > deepestBlank) deepestBlank = column;
      trailing++;
      at = first + (code === LF ? 1 : 2);
      continue;
    }
    if (indent === 0 && column > parentIndent) indent = column;
    if (indent === 0 || column < indent || first >= text.length) break;
    if (start === -1 && deepestBlank > indent) return undefined;
    const lineFeed = text.indexOf('\n', first);
    const lineEnd = lineFeed === -1 ? text.length : lineFeed;
    if (start === -1) {
      if (isAllBlank(text, first, lineEnd)) return undefined;
      start = at + indent;
    }
    end = lineFeed !== -1 && text.charCodeAt(lineEnd - 1) === CR ? lineEnd - 1 : lineEnd;
    at = lineFeed === -1 ? text.length : lineFeed + 1;
    trailing = lineFeed === -1 ? 0 : 1;
    deepestBlank = 0;
  }
  // Blank lines deeper than the text are text or not depending on what follows; spaces at the very end of the file likewise.
  if (
    deepestBlank > indent ||
    (at < text.length && text.charCodeAt(at) === SPACE && isAllBlank(text, at, text.length))
  ) {
    return undefined;
  }
  reader.pos = at;
  if (start === -1) return { indent, start: at, end: at, trailing };
  const endsInBlank = isAllBlank(text, text.lastIndexOf('\n', end - 1) + 1, end);
  return endsInBlank ? undefined : { indent, start, end, trailing };
}

function isAllBlank(text: string, from: number, end: number): boolean {
  let at = from;
  while (at < end && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at++;
  return at >= end || text.charCodeAt(at) === CR;
}
