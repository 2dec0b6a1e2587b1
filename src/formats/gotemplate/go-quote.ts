const escapes: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\x07': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

const printable = /^[ \p{L}\p{M}\p{N}\p{P}\p{S}]$/u;

/** A text in double quotes as `strconv.Quote` and the verb `%q` write it. */
export function goQuote(text: string): string {
  let quoted = '"';
  for (const character of text) quoted += escapes[character] ?? escapeUnprintable(character);
  return `${quoted}"`;
}

/** A code point as the verb `%#U` writes it: `U+0023 '#'`, without the character where it is not printable. */
export function goCodePoint(codePoint: number): string {
  const name = `U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}`;
  const character = String.fromCodePoint(codePoint);
  return printable.test(character) ? `${name} '${character}'` : name;
}

function escapeUnprintable(character: string): string {
  if (printable.test(character)) return character;
  const codePoint = character.codePointAt(0) ?? 0;
  if (codePoint < 0x20 || codePoint === 0x7f) return `\\x${hex(codePoint, 2)}`;
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return '\\ufffd';
  return codePoint < 0x10000 ? `\\u${hex(codePoint, 4)}` : `\\U${hex(codePoint, 8)}`;
}

function hex(codePoint: number, digits: number): string {
  return codePoint.toString(16).padStart(digits, '0');
}
