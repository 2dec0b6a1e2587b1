/** The text and how far it is read. */
export interface Reader {
  readonly text: string;
  at: number;
}

/** Blanks on one line. */
export function skipBlanks(reader: Reader): void {
  while (reader.text[reader.at] === ' ' || reader.text[reader.at] === '\t') reader.at++;
}

const FILLING = /(?:[ \t\r\n]|#[^\n]*)*/y;

/** Blanks, line ends and comments. */
export function skipFilling(reader: Reader): void {
  FILLING.lastIndex = reader.at;
  reader.at += FILLING.exec(reader.text)?.[0].length ?? 0;
}

/** Takes a character if it comes next. */
export function take(reader: Reader, character: string): boolean {
  if (reader.text[reader.at] !== character) return false;
  reader.at++;
  return true;
}

const REST = /[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y;

/** Takes what may stand behind an expression, to the end of the line; false where something else does. */
export function takeLineEnd(reader: Reader): boolean {
  REST.lastIndex = reader.at;
  const rest = REST.exec(reader.text);
  if (rest === null) return false;
  reader.at += rest[0].length;
  return true;
}

export function skipLine(reader: Reader): void {
  const end = reader.text.indexOf('\n', reader.at);
  reader.at = end === -1 ? reader.text.length : end + 1;
}
