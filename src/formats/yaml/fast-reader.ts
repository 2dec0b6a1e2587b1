import {
  AMPERSAND,
  BANG,
  CR,
  DASH,
  DOT,
  HASH,
  isBlankOrEnd,
  isFlowIndicator,
  LF,
  SPACE,
  TAB,
} from './chars.ts';
import { MAX_DEPTH } from './depth.ts';
import type { YamlMap, YamlNode, YamlPair, YamlScalar, YamlSeq } from './types.ts';

/** `column` where no content is left in the document. */
export const END = -1;

/**
 * The state of the fast parser. Between nodes `pos` stands on the next content and `column` is that content's column if
 * it is the first on its line.
 */
export interface Reader {
  readonly text: string;
  /** Takes what YAML refuses, and the parsers that Helm and kustomize read with do not. */
  readonly lenient: boolean;
  pos: number;
  lineStart: number;
  column: number;
  depth: number;
  /** How many comments lines have been passed: a comment ends a plain scalar. */
  comments: number;
  /** The text has something the fast parser is not certain of; its result is not used. */
  failed: boolean;
  anchors: Map<string, YamlNode>;
  /** The entries and the items of the collections that are being read, innermost last: a collection takes its own when it ends. */
  readonly pairs: YamlPair[];
  readonly nodes: YamlNode[];
}

/** Tag and anchor of a node, written before it. */
export interface Properties {
  readonly tag?: string;
  readonly anchor?: string;
}

const FAILED: YamlScalar = {
  kind: 'scalar',
  value: '',
  style: 'plain',
  span: { start: 0, end: 0 },
  content: { start: 0, end: 0 },
};

export function createReader(text: string, pos: number, lenient = false): Reader {
  return {
    text,
    lenient,
    pos,
    lineStart: pos,
    column: END,
    depth: 0,
    comments: 0,
    failed: false,
    anchors: new Map(),
    pairs: [],
    nodes: [],
  };
}

/** Gives up: every loop sees the end of the content and returns. */
export function fail(reader: Reader): YamlScalar {
  reader.failed = true;
  reader.pos = reader.text.length;
  reader.column = END;
  return FAILED;
}

/** From the start of a line to the next content, over blank lines and comments; stops at the markers of documents. */
export function nextContent(reader: Reader): void {
  const { text } = reader;
  let at = reader.pos;
  for (;;) {
    const lineStart = at;
    let code = text.charCodeAt(at);
    while (code === SPACE) code = text.charCodeAt(++at);
    if (code === LF) at++;
    else if (code === CR) at += 2;
    else if (code === HASH) {
      reader.comments++;
      const lineFeed = text.indexOf('\n', at);
      at = lineFeed === -1 ? text.length : lineFeed + 1;
    } else if (code === TAB) {
      fail(reader);
      return;
    } else {
      reader.pos = at;
      reader.lineStart = lineStart;
      const column = at - lineStart;
      const ends = at >= text.length || (column === 0 && isDocumentMarker(text, at, code));
      reader.column = ends ? END : column;
      return;
    }
  }
}

export function isDocumentMarker(text: string, at: number, code: number): boolean {
  if (code !== DASH && code !== DOT) return false;
  return text.startsWith(code === DASH ? '---' : '...', at) && isBlankOrEnd(text.charCodeAt(at + 3));
}

export function skipBlanks(text: string, from: number): number {
  let at = from;
  let code = text.charCodeAt(at);
  while (code === SPACE || code === TAB) code = text.charCodeAt(++at);
  return at;
}

/** Whether a line ends at `at`, or a comment begins there. */
export function isLineEnd(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === HASH) return at === 0 || isBlankOrEnd(text.charCodeAt(at - 1));
  return code === LF || code === CR || Number.isNaN(code);
}

/** Over the rest of a line, which must be blank or a comment, to the next content. */
export function endLine(reader: Reader): void {
  const { text } = reader;
  const at = skipBlanks(text, reader.pos);
  if (!isLineEnd(text, at)) {
    fail(reader);
    return;
  }
  if (text.charCodeAt(at) === HASH) reader.comments++;
  const lineFeed = text.charCodeAt(at) === LF ? at : text.indexOf('\n', at);
  reader.pos = lineFeed === -1 ? text.length : lineFeed + 1;
  nextContent(reader);
}

/** The shorthand tags of YAML 1.2.2, section 6.9.1, without escapes; others are left to the library. */
const TAG = /!!?[\w./:-]+(?=[ \n\r]|$)/y;

/** Reads tag and anchor in any order and the blanks after them. */
export function readProperties(reader: Reader): Properties {
  const { text } = reader;
  let tag: string | undefined;
  let anchor: string | undefined;
  for (;;) {
    const code = text.charCodeAt(reader.pos);
    if (code === BANG && tag === undefined) {
      TAG.lastIndex = reader.pos;
      tag = TAG.exec(text)?.[0];
      if (tag === undefined) break;
      reader.pos += tag.length;
    } else if (code === AMPERSAND && anchor === undefined) {
      const end = nameEnd(text, reader.pos + 1);
      anchor = text.slice(reader.pos + 1, end);
      if (anchor === '' || anchor.includes(':') || !isBlankOrEnd(text.charCodeAt(end))) break;
      reader.pos = end;
    } else if (code === BANG || code === AMPERSAND) break;
    else return { ...(tag === undefined ? {} : { tag }), ...(anchor === undefined ? {} : { anchor }) };
    while (text.charCodeAt(reader.pos) === SPACE) reader.pos++;
  }
  fail(reader);
  return {};
}

/** The end of an anchor's name (YAML 1.2.2, rule 102). */
export function nameEnd(text: string, from: number): number {
  let at = from;
  for (let code = text.charCodeAt(at); !isBlankOrEnd(code) && !isFlowIndicator(code); )
    code = text.charCodeAt(++at);
  return at;
}

/**
 * The node with the properties written before it. Anchors are registered before the children are read: an alias may
 * stand inside the node it names.
 */
export function withProperties<T extends YamlMap | YamlSeq | YamlScalar>(
  reader: Reader,
  node: T,
  properties: Properties | undefined,
): T {
  if (properties === undefined) return node;
  const whole = { ...node, ...properties };
  if (whole.anchor !== undefined) reader.anchors.set(whole.anchor, whole);
  return whole;
}

/** What a collection has put on the stack since it began; an array that is no larger than it has to be. */
export function takeFrom<T>(stack: T[], start: number): readonly T[] {
  return stack.splice(start);
}

/** Counts a collection in; leaving is `depth--`. */
export function enterCollection(reader: Reader): void {
  reader.depth++;
  if (reader.depth > MAX_DEPTH) fail(reader);
}
