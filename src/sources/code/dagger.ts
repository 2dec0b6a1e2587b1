import type { FoundImage } from '../image-use.ts';
import { callsOf, isMark } from './calls.ts';
import { imagesOfArgument } from './images.ts';
import { type Program, textOf } from './texts.ts';

/** Dagger's `container().from("alpine:3")` (docs.dagger.io, `api/reference`), in its languages. */
export function daggerImages(program: Program): readonly FoundImage[] {
  const { tokens } = program;
  return callsOf(tokens, (name) => /^(?:from|from_|From)$/.test(name)).flatMap(
    ({ args, start, opening, names }) => {
      const [argument] = args;
      if (opening === '{' || args.length !== 1 || argument === undefined || !followsContainer(start))
        return [];
      return imagesOfArgument(
        textOf(argument.tokens, program),
        `container.${names.at(-1) ?? ''}`,
        program,
        'likely',
      );
    },
  );

  /** Behind `container(…).`: other things have a `from`, too. */
  function followsContainer(at: number): boolean {
    if (!isMark(tokens[at - 1], '.') || !isMark(tokens[at - 2], ')')) return false;
    let depth = 0;
    for (let index = at - 2; index > Math.max(0, at - 60); index--) {
      if (isMark(tokens[index], ')')) depth++;
      else if (isMark(tokens[index], '(') && --depth === 0) {
        const name = tokens[index - 1];
        return name?.kind === 'name' && /^[cC]ontainer$/.test(name.text);
      }
    }
    return false;
  }
}
