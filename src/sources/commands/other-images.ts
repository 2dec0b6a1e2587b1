import { literalOf, partsFrom, type ShellWord, shapeOf } from '../../formats/shell/index.ts';
import { roleOf } from '../word-role.ts';
import type { Mentioned } from './call.ts';

/** More arguments than anybody writes. */
const MOST_WORDS = 200;

/** Options behind which something is made. */
const MADE = /^(?:-t|--tag|-o|--output|--push|--to)$/;

/** What a program that is not known, or a function of the script, is given: told where it can be nothing but an image. */
export function otherImages(text: string, words: readonly ShellWord[]): readonly Mentioned[] {
  const [program, ...rest] = words.slice(0, MOST_WORDS);
  const command = program === undefined ? undefined : literalOf(text, program);
  if (command === undefined) return [];
  return rest.flatMap((word, index): readonly Mentioned[] => {
    const before = index === 0 ? '' : shapeOf(text, rest[index - 1] ?? word);
    const shape = shapeOf(text, word);
    const equals = shape.startsWith('-') ? shape.indexOf('=') : -1;
    const option = equals === -1 ? before : shape.slice(0, equals);
    const value = equals === -1 ? word : partsFrom(word, equals + 1);
    if (value.parts.length === 0 || MADE.test(option)) return [];
    const role = option.startsWith('-') ? roleOf(option) : undefined;
    const unmistakable = role?.part === 'whole' && !role.other ? 'named' : 'alone';
    return [{ word: value, purpose: role?.purpose ?? 'pull', command, unmistakable }];
  });
}
