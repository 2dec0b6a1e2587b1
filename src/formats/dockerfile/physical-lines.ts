/** One line of the file; `end` is before its line end, `next` after it. */
export interface PhysicalLine {
  readonly start: number;
  readonly end: number;
  readonly next: number;
}

/** Reads the lines of a text from the first to the last. */
export interface LineReader {
  readonly text: string;
  offset: number;
}

export function lineReader(text: string): LineReader {
  return { text, offset: 0 };
}

/**
 * The next line; undefined after the last. Lines end at LF alone, as BuildKit scans them, and every CR before the LF
 * belongs to the line's end.
 */
export function nextLine(reader: LineReader): PhysicalLine | undefined {
  const { text, offset: start } = reader;
  if (start >= text.length) return undefined;
  const newline = text.indexOf('\n', start);
  const next = newline === -1 ? text.length : newline + 1;
  let end = newline === -1 ? text.length : newline;
  while (end > start && text.charCodeAt(end - 1) === 0x0d) end--;
  reader.offset = next;
  return { start, end, next };
}
