import { classEnd, compileSegment, isLiteralSegment, type SegmentMatcher } from './segment.ts';

/** Any number of directories, none included: a `**` segment. */
export const globstar = '**';

/** One line of a .gitignore file, as gitignore(5) reads it. */
export interface IgnorePattern {
  /** The line began with `!`: what matches is taken in again. */
  readonly negated: boolean;
  /** The line ended with `/`: it matches directories alone. */
  readonly directoryOnly: boolean;
  /**
   * The pattern names a file in any directory below its own (no `/` but a final one);
   * otherwise it is matched against the path from the directory of its file.
   */
  readonly anyDirectory: boolean;
  /** One matcher per path segment, `**` as itself; exactly one where `anyDirectory`. */
  readonly segments: readonly (SegmentMatcher | typeof globstar)[];
  /** What the last segment is, where a table look-up can stand for a call: `dist`, or `log` for `*.log`. */
  readonly key?: { readonly kind: 'name' | 'extension'; readonly text: string };
}

/** The patterns of a .gitignore file in its order; blank lines, comments and patterns that can match nothing left out. */
export function parseIgnorePatterns(text: string): readonly IgnorePattern[] {
  const content = text.startsWith('\ufeff') ? text.slice(1) : text;
  return content.split('\n').flatMap((line) => parseLine(line) ?? []);
}

function parseLine(line: string): IgnorePattern | undefined {
  let pattern = trimEnd(line.endsWith('\r') ? line.slice(0, -1) : line);
  if (pattern === '' || pattern.startsWith('#')) return undefined;
  const negated = pattern.startsWith('!');
  if (negated) pattern = pattern.slice(1);
  const directoryOnly = pattern.endsWith('/');
  if (directoryOnly) pattern = pattern.slice(0, -1);
  const anyDirectory = !pattern.includes('/');
  const names = splitSegments(pattern.startsWith('/') ? pattern.slice(1) : pattern);
  if (names === undefined) return undefined;
  // `logs/**` is what lies below `logs`, not `logs` itself: one more segment has to follow.
  if (!anyDirectory && names.at(-1) === globstar) names.push('*');

  const segments: (SegmentMatcher | typeof globstar)[] = [];
  for (const name of names) {
    const segment = name === globstar && !anyDirectory ? globstar : compileSegment(name);
    if (segment === undefined || name === '') return undefined;
    segments.push(segment);
  }
  const key = keyOf(names.at(-1) ?? '');
  return { negated, directoryOnly, anyDirectory, segments, ...(key === undefined ? {} : { key }) };
}

/** Splits at slashes; one inside a bracket expression is a character that no name has. Undefined for an unclosed bracket. */
function splitSegments(pattern: string): string[] | undefined {
  const names: string[] = [];
  let start = 0;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '/') {
      names.push(pattern.slice(start, i));
      start = i + 1;
    } else if (character === '\\' && pattern[i + 1] !== '/') {
      i++;
    } else if (character === '\\') {
      names.push(pattern.slice(start, i));
      start = ++i + 1;
    } else if (character === '[') {
      const end = classEnd(pattern, i);
      if (end === undefined) return undefined;
      i = end;
    }
  }
  names.push(pattern.slice(start));
  return names;
}

/** Trailing spaces do not count unless the last is escaped; tabs do. */
function trimEnd(line: string): string {
  let end = line.length;
  while (line[end - 1] === ' ') end--;
  let backslashes = 0;
  while (line[end - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1 && end < line.length ? line.slice(0, end + 1) : line.slice(0, end);
}

function keyOf(name: string): IgnorePattern['key'] {
  if (isLiteralSegment(name)) return { kind: 'name', text: name };
  const extension = name.slice(2);
  const simple = name.startsWith('*.') && isLiteralSegment(extension) && !extension.includes('.');
  return simple ? { kind: 'extension', text: extension } : undefined;
}
