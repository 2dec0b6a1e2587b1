import { DASH, PERCENT } from './chars.ts';
import { INLINE, readBlock } from './fast-block.ts';
import {
  createReader,
  END,
  endLine,
  isLineEnd,
  nextContent,
  type Reader,
  skipBlanks,
} from './fast-reader.ts';
import type { YamlDocument, YamlNode, YamlStream } from './types.ts';

/** A carriage return that is not part of a line's end: the library takes it for text. */
const LONE_CARRIAGE_RETURN = /\r(?!\n)/;

/**
 * The stream of a text in the common language of configuration files, read in one pass; undefined for anything
 * the parser is not certain of, errors above all. Its trees are those that `parseWithLibrary` builds
 * (which errs where a comment line without a space after `#` stands before a scalar; this parser does not).
 */
export function parseFast(text: string, lenient = false): YamlStream | undefined {
  if ((text.includes('\r') && LONE_CARRIAGE_RETURN.test(text)) || text.includes('\ufeff')) return undefined;
  const reader = createReader(text, 0, lenient);
  const documents: YamlDocument[] = [];
  nextContent(reader);
  if (reader.failed || text.charCodeAt(reader.pos) === PERCENT) return undefined;
  let start = 0;
  while (!isStreamEnd(reader)) {
    const root = readDocument(reader);
    if (reader.failed || reader.column !== END) return undefined;
    let end = reader.pos;
    if (!isStreamEnd(reader) && text.charCodeAt(reader.pos) !== DASH) {
      const lineFeed = text.indexOf('\n', reader.pos);
      end = lineFeed === -1 ? text.length : lineFeed + 1;
      reader.pos += 3;
      endLine(reader);
      if (reader.failed || !(isStreamEnd(reader) || isDocumentStart(reader))) return undefined;
    }
    if (isStreamEnd(reader)) end = text.length;
    documents.push({ root, span: { start, end } });
    start = end;
  }
  return { documents, problems: [] };
}

/** The document at `pos`, with its `---` line if it has one. */
function readDocument(reader: Reader): YamlNode | undefined {
  reader.anchors = new Map();
  if (isDocumentStart(reader)) {
    reader.pos = skipBlanks(reader.text, reader.pos + 3);
    if (!isLineEnd(reader.text, reader.pos)) return readBlock(reader, INLINE, -1, undefined);
    endLine(reader);
  }
  return reader.column === END ? undefined : readBlock(reader, reader.column, -1, undefined);
}

function isDocumentStart({ text, pos, column }: Reader): boolean {
  return column === END && text.charCodeAt(pos) === DASH;
}

function isStreamEnd({ text, pos }: Reader): boolean {
  return pos >= text.length;
}
