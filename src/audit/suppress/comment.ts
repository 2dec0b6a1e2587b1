/** The word every directive holds: texts without it are not looked at any further. */
export const KEYWORD = 'pullthrough-ignore';

/** What a comment says, without its place. */
export interface IgnoreComment {
  readonly wholeFile: boolean;
  readonly checks: readonly string[];
  readonly reason?: string;
  /** Whether nothing but the comment stands on the line. */
  readonly alone: boolean;
}

/** A comment opener with nothing but blanks after it; `#` and `//` open one only after a blank. */
const OPENER = /(^|[\s}])(?:#+|\/\/+|\/\*+|\{\{-?\s*\/\*+)[ \t]*$/;

/**
 * Reads the directive of one line, in any of the comment forms `# …`, `// …`, `/* … *\/` and `{{/* … *\/}}`:
 *
 *     pullthrough-ignore[-file] [:] [check [, check]…] [-- reason]
 */
export function ignoreComment(line: string): IgnoreComment | undefined {
  const at = line.indexOf(KEYWORD);
  if (at === -1) return undefined;
  const before = line.slice(0, at);
  const opener = OPENER.exec(before);
  if (opener === null) return undefined;
  const rest = line.slice(at + KEYWORD.length);
  const wholeFile = rest.startsWith('-file');
  const text = wholeFile ? rest.slice('-file'.length) : rest;
  if (!/^(?:$|[\s:*])/.test(text)) return undefined;
  const end = opener[0].includes('*') ? text.indexOf('*/') : -1;
  const closed = end === -1 ? text : text.slice(0, end);
  const separator = /(?:^|\s)--\s/.exec(`${closed} `);
  const names = separator === null ? closed : closed.slice(0, separator.index);
  const reason = separator === null ? '' : closed.slice(separator.index + separator[0].length).trim();
  return {
    wholeFile,
    checks: names
      .toLowerCase()
      .split(/[\s,:]+/)
      .filter((name) => name !== ''),
    ...(reason === '' ? {} : { reason }),
    alone: before.slice(0, opener.index + (opener[1] ?? '').length).trim() === '',
  };
}
