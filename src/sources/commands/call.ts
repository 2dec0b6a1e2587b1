import { partsFrom, type ShellWord, shapeOf } from '../../formats/shell/index.ts';
import type { Purpose } from '../image-use.ts';

/** What a command does with an image. */
export interface Mentioned {
  readonly word: ShellWord;
  readonly purpose: Purpose;
  /** The command as one would name it: `docker run`. */
  readonly command: string;
  /** The command makes the image on this machine: nobody pulls it. */
  readonly builds?: true;
  /** The Azure registry of a word that names a repository there, as the command names it; undefined for one that it does not name. */
  readonly within?: { readonly registry: ShellWord | undefined };
  /** Nothing says that the word is an image: its value has to, less so where an option of that name does. */
  readonly unmistakable?: 'alone' | 'named';
}

/** A command of a program that is known. */
export interface Call {
  /** The script. */
  readonly text: string;
  readonly tool: string;
  readonly words: readonly ShellWord[];
}

export type ReadCall = (call: Call) => readonly Mentioned[];

const SCHEME = 'docker://';

/** Where images can be that are in no registry. */
const ELSEWHERE =
  /^(?:dir|oci|oci-archive|docker-archive|docker-daemon|containers-storage|sif|tarball|file):/;

export interface UnderScheme {
  /** The word behind `docker://`; undefined where it names no image of a registry. */
  readonly word: ShellWord | undefined;
  readonly scheme: boolean;
}

export function withoutScheme(text: string, word: ShellWord): UnderScheme {
  const shape = shapeOf(text, word);
  if (shape.startsWith(SCHEME)) return { word: partsFrom(word, SCHEME.length), scheme: true };
  return { word: ELSEWHERE.test(shape) ? undefined : word, scheme: false };
}

/** The word behind `key=` in `type=registry,ref=…`. */
export function fieldOf(text: string, word: ShellWord, key: string): ShellWord | undefined {
  const shape = shapeOf(text, word);
  let start = 0;
  for (const item of shape.split(',')) {
    if (item.startsWith(`${key}=`)) {
      const end = start + item.length;
      return cut(word, start + key.length + 1, end);
    }
    start += item.length + 1;
  }
  return undefined;
}

/** A stretch of a word's shape, as a word. */
export function cut(word: ShellWord, from: number, to: number): ShellWord {
  const rest = partsFrom(word, from);
  let left = to - from;
  const parts = rest.parts.flatMap((part) => {
    if (left <= 0) return [];
    const length = part.kind === 'text' ? part.end - part.start : 1;
    const taken = Math.min(left, length);
    left -= length;
    return [taken === length ? part : { ...part, end: part.start + taken }];
  });
  return { start: parts[0]?.start ?? rest.start, end: parts.at(-1)?.end ?? rest.start, parts };
}
