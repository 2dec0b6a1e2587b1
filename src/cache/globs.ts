import picomatch from 'picomatch';

/** The entries of a list whose globs match a text, in the order of the list. */
export type GlobMatcher<T> = (text: string) => readonly T[];

// Paths of references and hosts have `/` alone as separator, on Windows too; extended globs add nothing to them.
const options = { dot: true, windows: false, noextglob: true, nonegate: true } as const;

/** Compiles the globs of a list once, for as long as the list lives. Without case for hosts. */
export function globMatcher<T>(
  globOf: (entry: T) => string,
  nocase: boolean,
): (entries: readonly T[]) => GlobMatcher<T> {
  const known = new WeakMap<readonly T[], GlobMatcher<T>>();
  return (entries) => {
    const before = known.get(entries);
    if (before !== undefined) return before;
    const compiled = entries.map((entry) => ({ entry, matches: compile(globOf(entry), nocase) }));
    const matcher: GlobMatcher<T> = (text) =>
      compiled.filter(({ matches }) => matches(text)).map(({ entry }) => entry);
    known.set(entries, matcher);
    return matcher;
  };
}

function compile(glob: string, nocase: boolean): (text: string) => boolean {
  if (glob === '') return () => false;
  // A host may be `[::1]:5000`, which is a character class to a glob.
  const literal = nocase ? glob.toLowerCase() : glob;
  const matches = picomatch(glob, { ...options, nocase });
  return (text) => (nocase ? text.toLowerCase() : text) === literal || matches(text);
}
