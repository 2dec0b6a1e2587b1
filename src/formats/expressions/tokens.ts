export interface ExpressionToken {
  readonly kind: 'name' | 'string' | 'number' | 'mark';
  /** As it is written, a string with its quotes. */
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/**
 * The tokens of an expression that stands between two offsets; undefined where something is none, or a string is not closed.
 * `token` is sticky and has four groups after leading white space: a name, a string, a number, a mark.
 */
export function tokensBy(
  token: RegExp,
  text: string,
  start: number,
  end: number,
): readonly ExpressionToken[] | undefined {
  const tokens: ExpressionToken[] = [];
  const last = start + text.slice(start, end).trimEnd().length;
  let at = start;
  while (at < last) {
    token.lastIndex = at;
    const match = token.exec(text);
    at = token.lastIndex;
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
