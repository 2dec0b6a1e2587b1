/** Code points, both ends included. */
export type Range = readonly [from: number, to: number];

const digit: readonly Range[] = [[0x30, 0x39]];
const lower: readonly Range[] = [[0x61, 0x7a]];
const upper: readonly Range[] = [[0x41, 0x5a]];
const letters = [...upper, ...lower];
export const wordCharacters: readonly Range[] = [...digit, ...letters, [0x5f, 0x5f]];

/** `\d`, `\s` and `\w`: ASCII alone, and `\s` without vertical tab (regexp/syntax, "Perl character classes"). */
export const perlClasses: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ['d', digit],
  [
    's',
    [
      [0x09, 0x0a],
      [0x0c, 0x0d],
      [0x20, 0x20],
    ],
  ],
  ['w', wordCharacters],
]);

/** `[[:alpha:]]` and its kin (regexp/syntax, "ASCII character classes"). */
export const posixClasses: ReadonlyMap<string, readonly Range[]> = new Map<string, readonly Range[]>([
  ['alnum', [...digit, ...letters]],
  ['alpha', letters],
  ['ascii', [[0x00, 0x7f]]],
  [
    'blank',
    [
      [0x09, 0x09],
      [0x20, 0x20],
    ],
  ],
  [
    'cntrl',
    [
      [0x00, 0x1f],
      [0x7f, 0x7f],
    ],
  ],
  ['digit', digit],
  ['graph', [[0x21, 0x7e]]],
  ['lower', lower],
  ['print', [[0x20, 0x7e]]],
  [
    'punct',
    [
      [0x21, 0x2f],
      [0x3a, 0x40],
      [0x5b, 0x60],
      [0x7b, 0x7e],
    ],
  ],
  [
    'space',
    [
      [0x09, 0x0d],
      [0x20, 0x20],
    ],
  ],
  ['upper', upper],
  ['word', wordCharacters],
  [
    'xdigit',
    [
      [0x30, 0x39],
      [0x41, 0x46],
      [0x61, 0x66],
    ],
  ],
]);

export function isWithin(ranges: readonly Range[], point: number): boolean {
  for (const [from, to] of ranges) if (point >= from && point <= to) return true;
  return false;
}
