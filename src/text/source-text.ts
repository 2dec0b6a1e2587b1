import type { Location, Position, Span } from './span.ts';

/** The text of one file, with what is needed to name places in it and to write it back unchanged. */
export interface SourceText {
  /** Path in reports: relative to the repository's root, with `/`. */
  readonly path: string;
  /** The content without a leading byte order mark. */
  readonly text: string;
  /** Whether the file began with a byte order mark (it is written back). */
  readonly bom: boolean;
}

/** Takes the content of a file as it was decoded: a leading byte order mark is kept apart from the text. */
export function sourceText(path: string, content: string): SourceText {
  const bom = content.charCodeAt(0) === 0xfeff;
  return { path, text: bom ? content.slice(1) : content, bom };
}

export function slice(source: SourceText, span: Span): string {
  return source.text.slice(span.start, span.end);
}

/** The content of the source's file with another text in it: the byte order mark stands where it stood. */
export function contentOf(source: SourceText, text: string): string {
  return source.bom ? `\ufeff${text}` : text;
}

let last: { readonly source: SourceText; readonly starts: readonly number[] } | undefined;

/**
 * Offsets at which lines begin. A line ends after LF, CRLF or a lone CR, as editors count them. Those of the last text are
 * kept: files are worked on one at a time, and a weak map of all of them costs the collector more than it saves.
 */
function lineStarts(source: SourceText): readonly number[] {
  if (last?.source === source) return last.starts;
  const { text } = source;
  const starts = [0];
  if (text.includes('\r')) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
    }
  } else {
    for (let i = text.indexOf('\n'); i !== -1; i = text.indexOf('\n', i + 1)) starts.push(i + 1);
  }
  last = { source, starts };
  return starts;
}

/** The position of an offset from 0 up to and including the text's length. */
export function positionAt(source: SourceText, offset: number): Position {
  const starts = lineStarts(source);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] as number) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] as number) + 1 };
}

export function locationOf(source: SourceText, span: Span): Location {
  const from = positionAt(source, span.start);
  const to = positionAt(source, span.end);
  return { line: from.line, column: from.column, endLine: to.line, endColumn: to.column };
}

/** The span of a 1-based line without its line end; undefined past the last line. */
export function lineSpan(source: SourceText, line: number): Span | undefined {
  const starts = lineStarts(source);
  const start = starts[line - 1];
  if (start === undefined) return undefined;
  let end = starts[line] ?? source.text.length;
  while (end > start && (source.text[end - 1] === '\n' || source.text[end - 1] === '\r')) end--;
  return { start, end };
}
