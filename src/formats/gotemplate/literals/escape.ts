export interface Escape {
  /** A code point, or the value of one byte. */
  readonly value: number;
  /** Written as a character; otherwise as a byte in octal or hexadecimal. */
  readonly isCodePoint: boolean;
  readonly end: number;
}

const simple: Readonly<Record<string, number>> = {
  a: 7,
  b: 8,
  t: 9,
  n: 10,
  v: 11,
  f: 12,
  r: 13,
  '\\': 92,
};

const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The escape at `start`, where a backslash stands, as `strconv.UnquoteChar` reads it; undefined where it is wrong. */
export function readEscape(text: string, start: number, quote: '"' | "'"): Escape | undefined {
  const letter = text[start + 1] ?? '';
  const value = letter === quote ? quote.charCodeAt(0) : simple[letter];
  if (value !== undefined) return { value, isCodePoint: true, end: start + 2 };
  const digits = hexDigits[letter];
  return digits === undefined ? readOctal(text, start + 1) : readHexadecimal(text, start + 2, digits);
}

function readHexadecimal(text: string, start: number, digits: number): Escape | undefined {
  const end = start + digits;
  const written = text.slice(start, end);
  if (written.length < digits || !/^[0-9a-fA-F]+$/.test(written)) return undefined;
  const value = Number.parseInt(written, 16);
  if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) return undefined;
  return { value, isCodePoint: digits > 2, end };
}

function readOctal(text: string, start: number): Escape | undefined {
  const end = start + 3;
  const written = text.slice(start, end);
  if (!/^[0-3][0-7]{2}$/.test(written)) return undefined;
  return { value: Number.parseInt(written, 8), isCodePoint: false, end };
}
