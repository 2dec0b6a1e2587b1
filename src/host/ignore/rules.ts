import { globstar, type IgnorePattern, parseIgnorePatterns } from './pattern.ts';

/** The patterns of one ignore file, ready for many names. */
export interface IgnoreRules {
  readonly forFiles: PatternTable;
  readonly forDirectories: PatternTable;
}

interface NumberedPattern extends IgnorePattern {
  /** Line order: of all patterns that match, the one with the highest number decides. */
  readonly number: number;
}

/**
 * Most patterns of real ignore files are a plain name or `*.extension`, valid in any directory: two look-ups
 * answer those at once, and only the others are tried one by one, last first.
 */
interface PatternTable {
  readonly names: ReadonlyMap<string, NumberedPattern>;
  readonly extensions: ReadonlyMap<string, NumberedPattern>;
  readonly others: readonly NumberedPattern[];
}

export type IgnoreVerdict = 'ignored' | 'included' | 'undecided';

export function compileIgnoreRules(text: string): IgnoreRules {
  const patterns = parseIgnorePatterns(text).map((pattern, number) => ({ ...pattern, number }));
  return {
    forFiles: tabulate(patterns.filter((pattern) => !pattern.directoryOnly)),
    forDirectories: tabulate(patterns),
  };
}

function tabulate(patterns: readonly NumberedPattern[]): PatternTable {
  const names = new Map<string, NumberedPattern>();
  const extensions = new Map<string, NumberedPattern>();
  const others: NumberedPattern[] = [];
  for (const pattern of patterns) {
    if (!pattern.anyDirectory || pattern.key === undefined) others.unshift(pattern);
    else if (pattern.key.kind === 'name') names.set(pattern.key.text, pattern);
    else extensions.set(pattern.key.text, pattern);
  }
  return { names, extensions, others };
}

/**
 * What the rules of one ignore file say of an entry: `parents` are the directories from the root of the walk
 * down to the entry's own, `depth` how many of them lead to the ignore file's directory.
 */
export function judge(
  table: PatternTable,
  parents: readonly string[],
  depth: number,
  name: string,
): IgnoreVerdict {
  let best = table.names.get(name);
  if (table.extensions.size > 0) {
    const found = table.extensions.get(name.slice(name.lastIndexOf('.') + 1));
    if (found !== undefined && found.number > (best?.number ?? -1) && name.includes('.')) best = found;
  }
  for (const pattern of table.others) {
    if (pattern.number < (best?.number ?? -1)) break;
    if (matchesEntry(pattern, parents, depth, name)) {
      best = pattern;
      break;
    }
  }
  if (best === undefined) return 'undecided';
  return best.negated ? 'included' : 'ignored';
}

function matchesEntry(
  { segments, anyDirectory }: IgnorePattern,
  parents: readonly string[],
  depth: number,
  name: string,
): boolean {
  const last = segments.at(-1);
  if (last === undefined || last === globstar || !last(name)) return false;
  return anyDirectory || matchesParents(segments, segments.length - 1, parents, depth);
}

/** The first `count` segments against the directories from `depth` on: wildcard matching over names, `**` as the star. */
function matchesParents(
  segments: IgnorePattern['segments'],
  count: number,
  parents: readonly string[],
  depth: number,
): boolean {
  let segment = 0;
  let at = depth;
  let starSegment = -1;
  let starAt = 0;
  while (at < parents.length) {
    const current = segment < count ? segments[segment] : undefined;
    if (current === globstar) {
      starSegment = segment++;
      starAt = at;
    } else if (current?.(parents[at] ?? '') === true) {
      segment++;
      at++;
    } else if (starSegment >= 0) {
      segment = starSegment + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (segment < count && segments[segment] === globstar) segment++;
  return segment === count;
}
