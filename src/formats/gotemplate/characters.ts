/** The characters that a trim marker takes away and that separate operands: blank, tab, CR and LF. */
export function isSpace(code: number): boolean {
  return code === 32 || code === 10 || code === 9 || code === 13;
}

export function isDecimalDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

const asciiWord = Uint8Array.from({ length: 128 }, (_, code) =>
  /\w/.test(String.fromCharCode(code)) ? 1 : 0,
);
const letterOrDigit = /^[\p{L}\p{Nd}]$/u;

/** A letter, a decimal digit or `_`, by the Unicode version of the JavaScript engine (Go 1.26 has 15.0). */
export function isAlphaNumeric(codePoint: number): boolean {
  if (codePoint < 128) return asciiWord[codePoint] === 1;
  return letterOrDigit.test(String.fromCodePoint(codePoint));
}

/** The end of the letters, digits and `_` that begin at `start`. */
export function endOfWord(text: string, start: number): number {
  let pos = start;
  for (;;) {
    const code = text.charCodeAt(pos);
    if (asciiWord[code] === 1) {
      pos++;
    } else if (code >= 128) {
      const codePoint = text.codePointAt(pos) ?? 0;
      if (!isAlphaNumeric(codePoint)) return pos;
      pos += widthOf(codePoint);
    } else {
      return pos;
    }
  }
}

export function endOfSpace(text: string, start: number): number {
  let pos = start;
  while (isSpace(text.charCodeAt(pos))) pos++;
  return pos;
}

/** UTF-16 code units of a code point. */
export function widthOf(codePoint: number): number {
  return codePoint > 0xffff ? 2 : 1;
}
