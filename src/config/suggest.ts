import { closest } from '../audit/closest.ts';

/** The candidate that a mistyped name probably means: the same but for letter case and separators, else the closest. */
export function suggest(name: string, candidates: readonly string[]): string | undefined {
  const folded = new Map(candidates.map((candidate) => [fold(candidate), candidate]));
  const same = folded.get(fold(name));
  if (same !== undefined) return same;
  const found = closest(fold(name), [...folded.keys()]);
  return found === undefined ? undefined : folded.get(found);
}

/** `max_file_size`, `max-file-size` and `MaxFileSize` are all `maxFileSize` mistyped. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}
