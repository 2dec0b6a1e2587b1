/** Where the line of an offset ends, in front of its line break. */
export function lineEnd(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline === -1) return text.length;
  return newline > offset && text[newline - 1] === '\r' ? newline - 1 : newline;
}

/** Where the line of an offset begins. */
export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** The line break that the file uses; LF where it has none. */
export function lineBreak(text: string): '\n' | '\r\n' {
  const newline = text.indexOf('\n');
  return newline > 0 && text[newline - 1] === '\r' ? '\r\n' : '\n';
}

/** The line after the one that ends at `end`: its text and its own end; undefined behind the last one. */
export function nextLine(
  text: string,
  end: number,
): { readonly line: string; readonly end: number } | undefined {
  const start = text.indexOf('\n', end) + 1;
  if (start === 0 || start >= text.length) return undefined;
  const next = lineEnd(text, start);
  return { line: text.slice(start, next), end: next };
}
