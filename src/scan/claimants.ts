import { hintPattern, type WalkedFile } from '../host/index.ts';
import { sources } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';

/** The sources whose files may have an ending, by the ending. Trees have few of them, and hostile ones any number. */
const byEnding = new Map<string, readonly Source[]>();
const mostEndings = 1_000;

/** The sources that a file may be of, by its path, in their order. */
export function claimants({ path, chart }: Pick<WalkedFile, 'path' | 'chart'>): readonly Source[] {
  const ending = endingOf(path);
  let possible = byEnding.get(ending);
  if (possible === undefined) {
    possible = sources.filter(({ endings }) => endings?.includes(ending) !== false);
    if (byEnding.size < mostEndings) byEnding.set(ending, possible);
  }
  return possible.filter(({ claims }) => claims(path, chart));
}

/** `.yaml`, in lower case; empty where the name has no dot. */
function endingOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot <= path.lastIndexOf('/') ? '' : path.slice(dot).toLowerCase();
}

const patterns = new Map<string, RegExp | undefined>();

/** One pattern for each combination of sources; without a hint from one of them every file is read. */
export function patternOf(all: readonly (readonly string[])[]): { readonly hints?: RegExp } {
  const key = all.map((hints) => hints.join(' ')).join('\n');
  if (!patterns.has(key)) {
    patterns.set(
      key,
      all.some((hints) => hints.length === 0) ? undefined : hintPattern([...new Set(all.flat())]),
    );
  }
  const hints = patterns.get(key);
  return hints === undefined ? {} : { hints };
}
