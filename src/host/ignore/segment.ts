/** Matches one path segment (a name without `/`). */
export type SegmentMatcher = (name: string) => boolean;

type Token =
  | { readonly kind: 'star' }
  | { readonly kind: 'any' }
  | { readonly kind: 'literal'; readonly code: number }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly CodeRange[] };

type CodeRange = readonly [from: number, to: number];

/** Characters that make a segment a pattern; without them it is the name itself. */
const special = /[*?[\\]/;

export function isLiteralSegment(segment: string): boolean {
  return !special.test(segment);
}

/**
 * Compiles one segment of a .gitignore pattern: `*`, `?`, `[…]` with ranges and POSIX classes, `\` before a
 * character taken literally (git's wildmatch.c). Undefined when the pattern can match nothing: an unclosed
 * bracket, a backslash at the end.
 *
 * Matching costs at most pattern length times name length: a translation to a RegExp would backtrack
 * without bound on `*a*a*a*a*b`.
 */
export function compileSegment(pattern: string): SegmentMatcher | undefined {
  if (isLiteralSegment(pattern)) return (name) => name === pattern;
  const tokens = tokenize(pattern);
  if (tokens === undefined) return undefined;
  const [first, ...rest] = tokens;
  if (first?.kind === 'star' && rest.every((token) => token.kind === 'literal')) {
    const suffix = rest.map(({ code }) => String.fromCharCode(code)).join('');
    return (name) => name.endsWith(suffix);
  }
  return (name) => matches(tokens, name);
}

function tokenize(pattern: string): Token[] | undefined {
  const tokens: Token[] = [];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '*') {
      if (tokens.at(-1)?.kind !== 'star') tokens.push({ kind: 'star' });
    } else if (character === '?') {
      tokens.push({ kind: 'any' });
    } else if (character === '[') {
      const bracket = readClass(pattern, i + 1);
      if (bracket === undefined) return undefined;
      tokens.push(bracket.token);
      i = bracket.end;
    } else {
      if (character === '\\') i++;
      if (i >= pattern.length) return undefined;
      tokens.push({ kind: 'literal', code: pattern.charCodeAt(i) });
    }
  }
  return tokens;
}

/** Index of the `]` that closes the bracket expression opened at `open`; undefined where none does. */
export function classEnd(pattern: string, open: number): number | undefined {
  return readClass(pattern, open + 1)?.end;
}

/** Reads a bracket expression from the character after `[`; `end` is the index of its `]`. */
function readClass(pattern: string, start: number): { token: Token; end: number } | undefined {
  const ranges: CodeRange[] = [];
  const negated = pattern[start] === '!' || pattern[start] === '^';
  const first = negated ? start + 1 : start;
  let i = first;
  while (i < pattern.length) {
    if (pattern[i] === ']' && i > first) return { token: { kind: 'class', negated, ranges }, end: i };
    const close = pattern.startsWith('[:', i) ? pattern.indexOf(']', i + 2) : -1;
    if (close > i + 2 && pattern[close - 1] === ':') {
      const known = posixClasses.get(pattern.slice(i + 2, close - 1));
      if (known === undefined) return undefined;
      ranges.push(...known);
      i = close + 1;
      continue;
    }
    if (pattern[i] === '\\') i++;
    const from = pattern.charCodeAt(i);
    if (pattern[i + 1] === '-' && i + 2 < pattern.length && pattern[i + 2] !== ']') {
      i += pattern[i + 2] === '\\' ? 3 : 2;
      ranges.push([from, pattern.charCodeAt(i)]);
    } else {
      ranges.push([from, from]);
    }
    i++;
  }
  return undefined;
}

function codes(...ranges: readonly string[]): readonly CodeRange[] {
  return ranges.map((range) => [range.charCodeAt(0), range.charCodeAt(range.length - 1)]);
}

/** The classes of wildmatch.c in the C locale. */
const posixClasses: ReadonlyMap<string, readonly CodeRange[]> = new Map([
  ['alnum', codes('09', 'AZ', 'az')],
  ['alpha', codes('AZ', 'az')],
  ['blank', codes(' ', '\t')],
  ['cntrl', codes('\0\x1f', '\x7f')],
  ['digit', codes('09')],
  ['graph', codes('!~')],
  ['lower', codes('az')],
  ['print', codes(' ~')],
  ['punct', codes('!/', ':@', '[`', '{~')],
  ['space', codes(' ', '\t\r')],
  ['upper', codes('AZ')],
  ['xdigit', codes('09', 'AF', 'af')],
]);

/** Greedy matching that goes back to the last `*` alone: earlier ones need no second try. */
function matches(tokens: readonly Token[], name: string): boolean {
  let token = 0;
  let at = 0;
  let starToken = -1;
  let starAt = 0;
  while (at < name.length) {
    const current = tokens[token];
    if (current?.kind === 'star') {
      starToken = token++;
      starAt = at;
    } else if (current !== undefined && accepts(current, name.charCodeAt(at))) {
      token++;
      at++;
    } else if (starToken >= 0) {
      token = starToken + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (tokens[token]?.kind === 'star') token++;
  return token === tokens.length;
}

function accepts(token: Token, code: number): boolean {
  switch (token.kind) {
    case 'literal':
      return token.code === code;
    case 'class':
      return token.ranges.some(([from, to]) => code >= from && code <= to) !== token.negated;
    default:
      return true;
  }
}
