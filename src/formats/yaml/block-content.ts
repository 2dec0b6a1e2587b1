import type { YamlScalar } from './types.ts';

/**
 * The spans of a block scalar whose header begins at `start` and whose body ends at or before `end`; `parentIndent` is
 * the column of the collection it stands in, from which an explicit indentation indicator counts
 * (YAML 1.2.2, section 8.1.1.1).
 */
export function blockContent(
  text: string,
  start: number,
  end: number,
  parentIndent: number,
): Pick<YamlScalar, 'span' | 'content'> {
  let headerEnd = start + 1;
  let explicit = 0;
  for (; headerEnd < end; headerEnd++) {
    const code = text.charCodeAt(headerEnd);
    if (code >= 0x31 && code <= 0x39) explicit = code - 0x30;
    else if (code !== 0x2b && code !== 0x2d) break;
  }
  const lineFeed = text.indexOf('\n', headerEnd);
  const bodyStart = lineFeed === -1 ? end : Math.min(lineFeed + 1, end);
  const first = skipBlank(text, bodyStart, end);
  if (first === end)
    return { span: { start, end: headerEnd }, content: { start: headerEnd, end: headerEnd } };
  const lineStart = text.lastIndexOf('\n', first) + 1;
  const contentStart =
    explicit === 0
      ? firstNonSpace(text, lineStart)
      : Math.min(first, lineStart + Math.max(parentIndent, 0) + explicit);
  const contentEnd = lastTextEnd(text, end);
  return { span: { start, end: contentEnd }, content: { start: contentStart, end: contentEnd } };
}

/** The offset of the first character that is neither white space nor a line break. */
function skipBlank(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function firstNonSpace(text: string, from: number): number {
  let at = from;
  while (text.charCodeAt(at) === 0x20) at++;
  return at;
}

/** The end of the last line that has text: what follows on that line, white space too, is content. */
function lastTextEnd(text: string, end: number): number {
  let last = end;
  while (isBlank(text.charCodeAt(last - 1))) last--;
  const lineFeed = text.indexOf('\n', last);
  const lineEnd = lineFeed === -1 || lineFeed > end ? end : lineFeed;
  return lineEnd > last && text.charCodeAt(lineEnd - 1) === 0x0d ? lineEnd - 1 : lineEnd;
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
