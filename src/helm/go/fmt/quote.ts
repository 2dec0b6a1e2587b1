const named: ReadonlyMap<number, string> = new Map([
  [0x07, 'a'],
  [0x08, 'b'],
  [0x0c, 'f'],
  [0x0a, 'n'],
  [0x0d, 'r'],
  [0x09, 't'],
  [0x0b, 'v'],
  [0x5c, '\\'],
]);

/** Go's `unicode.IsPrint`: letters, marks, numbers, punctuation, symbols and the plain space. */
const printable = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** Nearly all texts. */
const unescaped = /^[ !#-[\]-~]*$/;

/** A Go string literal (`strconv.Quote`; with `ascii` `QuoteToASCII`; `mark` is a single quote for a rune literal). */
export function quote(
  text: string,
  { ascii = false, mark = '"' }: { ascii?: boolean; mark?: string } = {},
): string {
  if (mark === '"' && unescaped.test(text)) return `"${text}"`;
  let quoted = mark;
  for (const character of text) quoted += escaped(character, mark, ascii);
  return quoted + mark;
}

function escaped(character: string, mark: string, ascii: boolean): string {
  const point = character.codePointAt(0) ?? 0;
  if (character === mark) return `\\${mark}`;
  const name = named.get(point);
  if (name !== undefined) return `\\${name}`;
  if (point >= 0xd800 && point <= 0xdfff) return ascii ? '\\ufffd' : '\ufffd';
  if (point < 0x80 ? point >= 0x20 && point < 0x7f : !ascii && printable.test(character)) return character;
  if (point < 0x80) return `\\x${hex(point, 2)}`;
  return point < 0x10000 ? `\\u${hex(point, 4)}` : `\\U${hex(point, 8)}`;
}

function hex(value: number, digits: number): string {
  return value.toString(16).padStart(digits, '0');
}
