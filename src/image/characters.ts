/** Character classes of the reference grammar, all ASCII, as bits of one table. */
export const LOWER = 1;
export const UPPER = 2;
export const DIGIT = 4;
export const LOWER_HEX = 8;
export const UPPER_HEX = 16;
export const UNDERSCORE = 32;
/** `.` and `-`. */
export const DOT_DASH = 64;

export const LETTER: number = LOWER | UPPER;
export const ALPHANUMERIC: number = LETTER | DIGIT;
export const LOWER_ALPHANUMERIC: number = LOWER | DIGIT;
/** `\w`: what a tag may begin with. */
export const WORD: number = ALPHANUMERIC | UNDERSCORE;
export const HEX: number = LOWER_HEX | UPPER_HEX;

const classes = new Uint8Array(128);
for (const [characters, bits] of [
  ['abcdef', LOWER | LOWER_HEX],
  ['ghijklmnopqrstuvwxyz', LOWER],
  ['ABCDEF', UPPER | UPPER_HEX],
  ['GHIJKLMNOPQRSTUVWXYZ', UPPER],
  ['0123456789', DIGIT | LOWER_HEX],
  ['_', UNDERSCORE],
  ['.-', DOT_DASH],
] as const) {
  for (const character of characters) classes[character.charCodeAt(0)] = bits;
}

/** Whether the character at the offset is of one of the classes; false beyond the text's ends. */
export function isAt(text: string, offset: number, bits: number): boolean {
  const code = text.charCodeAt(offset);
  return code < 128 && ((classes[code] ?? 0) & bits) !== 0;
}

/** The offset of the first character from `start` on, and before `end`, that is of none of the classes. */
export function skip(text: string, start: number, end: number, bits: number): number {
  let offset = start;
  while (offset < end && isAt(text, offset, bits)) offset++;
  return offset;
}
