import { type IgnoreRules, judge } from './rules.ts';

/** The ignore files that hold in a directory, innermost first. */
export interface IgnoreScope {
  readonly rules: IgnoreRules;
  /** How many directories lead from the base (the repository's root) to the directory of the ignore file. */
  readonly depth: number;
  /** The ignore file that decides where this one does not. */
  readonly outer: IgnoreScope | undefined;
}

/**
 * Whether git would ignore an entry of a directory that is not ignored itself: of all ignore files from the
 * innermost out, the first with a matching pattern decides. `parents` leads from the base to the entry's directory.
 */
export function isIgnored(
  scope: IgnoreScope | undefined,
  parents: readonly string[],
  name: string,
  directory: boolean,
): boolean {
  for (let at = scope; at !== undefined; at = at.outer) {
    const table = directory ? at.rules.forDirectories : at.rules.forFiles;
    const verdict = judge(table, parents, at.depth, name);
    if (verdict !== 'undecided') return verdict === 'ignored';
  }
  return false;
}
