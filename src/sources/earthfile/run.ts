import type { Word } from '../../formats/dockerfile/index.ts';
import { type Fragment, literalFragment, madeFragment } from '../../text/index.ts';
import type { Script } from '../commands/index.ts';
import { firstUnknown } from '../pieces.ts';
import type { TextValue } from '../text-values.ts';
import { type Expanded, expansions, fragmentsOf, type Variables } from './variables.ts';

/** The words of a RUN as the script that a shell is given, with the build's variables in its environment. */
export function scriptOf(
  words: readonly Word[],
  file: string,
  variables: Variables,
): Pick<Script, 'fragments' | 'variable'> {
  const between = madeFragment(' ');
  return {
    fragments: words.flatMap((word) => [...literalsOf(word, file), between]),
    variable: (name) => {
      const bindings = variables.get(name);
      if (bindings === undefined) return undefined;
      const probe: Word = { text: `\${${name}}`, span: { start: 0, end: 0 }, runs: [] };
      const values = expansions(probe, variables).map((each) => textValue(each, file));
      return values.every((value) => value !== undefined) ? values : undefined;
    },
  };
}

function literalsOf({ text, runs }: Word, file: string): readonly Fragment[] {
  return runs.map(({ offset, start }, index) => {
    const end = runs[index + 1]?.offset ?? text.length;
    return literalFragment(text.slice(offset, end), file, { start, end: start + end - offset });
  });
}

function textValue(expanded: Expanded, file: string): TextValue | undefined {
  const fragments = fragmentsOf(expanded, file);
  return firstUnknown(fragments) === undefined ? { fragments, origin: expanded.origin } : undefined;
}
