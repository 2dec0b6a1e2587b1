import { hintPattern, type WalkedFile } from '../host/index.ts';
import { sources } from '../sources/index.ts';
import type { Source } from '../sources/source.ts';

/** The sources that some files may be of, in their order. The same sources are the same object, for what is kept by it. */
export interface Claimants {
  readonly sources: readonly Source[];
  /** What has to occur in such a file; absent where every file is read. */
  readonly hints?: RegExp;
}

interface Known extends Claimants {
  /** With one source more. */
  readonly more: Map<Source, Known>;
}

function known(sources: readonly Source[]): Known {
  return { sources, ...patternOf(sources.map(({ hints }) => hints)), more: new Map() };
}

const nothing = known([]);

/** The sources whose files may have an ending. */
interface Possible {
  readonly all: readonly Source[];
  /** Finds a word of those sources that name some. */
  readonly words: RegExp | undefined;
  /** The sources that a path without any word may be of. */
  readonly withoutWord: readonly Source[];
}

/** By the ending. Trees have few of them, and hostile ones any number. */
const byEnding = new Map<string, Possible>();
const mostEndings = 1_000;

/**
 * The sources that a file may be of, by its path. One pattern tells nearly every path of a tree from all sources whose files have
 * names of their own: asking each of them took a tenth of a scan.
 */
export function claimants({ path, chart }: Pick<WalkedFile, 'path' | 'chart'>): Claimants {
  const ending = endingOf(path);
  let possible = byEnding.get(ending);
  if (possible === undefined) {
    possible = possibleOf(ending);
    if (byEnding.size < mostEndings) byEnding.set(ending, possible);
  }
  const asked = possible.words?.test(path) === false ? possible.withoutWord : possible.all;
  let claiming = nothing;
  for (const source of asked) if (source.claims(path, chart)) claiming = withSource(claiming, source);
  return claiming;
}

/** Whether a path says that the file is of one of those sources: that it cannot be read is worth telling then. */
export function isPlain({ sources: claiming }: Claimants, path: string): boolean {
  return claiming.some(({ guesses }) => guesses?.(path) !== true);
}

function possibleOf(ending: string): Possible {
  const all = sources.filter(({ endings }) => endings?.includes(ending) !== false);
  return {
    all,
    words: hintPattern(all.flatMap(({ words }) => words ?? [])),
    withoutWord: all.filter(({ words }) => words === undefined),
  };
}

function withSource(claiming: Known, source: Source): Known {
  let next = claiming.more.get(source);
  if (next === undefined) {
    next = known([...claiming.sources, source]);
    claiming.more.set(source, next);
  }
  return next;
}

/** `.yaml`, in lower case; empty where the name has no dot. */
function endingOf(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot <= path.lastIndexOf('/') ? '' : path.slice(dot).toLowerCase();
}

/** One pattern for all of them; none where one of the sources has no hint, or there is no source. */
export function patternOf(all: readonly (readonly string[])[]): { readonly hints?: RegExp } {
  const hints = all.some((own) => own.length === 0) ? undefined : hintPattern([...new Set(all.flat())]);
  return hints === undefined ? {} : { hints };
}
