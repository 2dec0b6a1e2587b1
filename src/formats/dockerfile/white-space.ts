/**
 * What BuildKit's parser, written in Go, takes for white space. It uses three classes; JavaScript's `\s` is none of
 * them (it lacks U+0085 and has U+FEFF).
 */

export function isAsciiSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d);
}

/** `unicode.IsSpace`. */
export function isSpace(code: number): boolean {
  if (code < 0x80) return isAsciiSpace(code);
  if (code === 0x85 || code === 0xa0 || code === 0x1680 || code === 0x3000) return true;
  return (
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f
  );
}

/** `[\t\v\f\r ]`, which separates a keyword from its arguments and the arguments of most instructions. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0b || code === 0x0c || code === 0x0d;
}

/** `unicode.IsSpace` of the last byte of a character: white space beyond Latin-1 does not end a flag. */
export function isByteSpace(code: number): boolean {
  return code <= 0xff && isSpace(code);
}

/** The first offset from `start` on that holds no white space, or `end`. */
export function skipSpace(text: string, start: number, end: number): number {
  let offset = start;
  while (offset < end && isSpace(text.charCodeAt(offset))) offset++;
  return offset;
}

/** Where the text from `start` to `end` ends without its trailing white space. */
export function trimSpaceEnd(text: string, start: number, end: number): number {
  let offset = end;
  while (offset > start && isSpace(text.charCodeAt(offset - 1))) offset--;
  return offset;
}
