export interface ArmToken {
  readonly kind: 'name' | 'string' | 'number' | 'mark';
  /** As it is written, a string with its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** A name with namespaces, a string whose quotes are doubled, a number, or a mark. */
const TOKEN = /\s*(?:([A-Za-z_][\w.]*)|('(?:[^']|'')*')|(-?\d+)|([()[\].,]))/y;

/** The tokens of an expression; undefined where something is none. */
export function tokensOf(text: string, start: number, end: number): readonly ArmToken[] | undefined {
  const tokens: ArmToken[] = [];
  const last = start + text.slice(start, end).trimEnd().length;
  let at = start;
  while (at < last) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    const stop = TOKEN.lastIndex;
    if (match === null || stop > end) return undefined;
    const [, name, quoted, number, mark = ''] = match;
    const written = name ?? quoted ?? number ?? mark;
    const kind =
      name !== undefined
        ? 'name'
        : quoted !== undefined
          ? 'string'
          : number !== undefined
            ? 'number'
            : 'mark';
    tokens.push({ kind, text: written, start: stop - written.length, end: stop });
    at = stop;
  }
  return tokens;
}
