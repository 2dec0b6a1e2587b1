export interface JinjaToken {
  readonly kind: 'name' | 'string' | 'number' | 'mark';
  /** As it is written, a string with its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const TOKEN =
  /\s*(?:([A-Za-z_]\w*)|('(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(\d+(?:\.\d+)?)|(==|!=|<=|>=|\/\/|\*\*|[^\s\w]))/y;

/** The tokens of an expression; undefined where a string is not closed. */
export function tokensOf(text: string, start: number, end: number): readonly JinjaToken[] | undefined {
  const tokens: JinjaToken[] = [];
  const last = start + text.slice(start, end).trimEnd().length;
  let at = start;
  while (at < last) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    at = TOKEN.lastIndex;
    if (match === null || at > last) return undefined;
    const [, name, quoted, number, mark = ''] = match;
    const written = name ?? quoted ?? number ?? mark;
    if (written === "'" || written === '"') return undefined;
    const kind =
      name !== undefined
        ? 'name'
        : quoted !== undefined
          ? 'string'
          : number !== undefined
            ? 'number'
            : 'mark';
    tokens.push({ kind, text: written, start: at - written.length, end: at });
  }
  return tokens;
}
