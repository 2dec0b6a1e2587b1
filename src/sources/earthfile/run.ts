import type { Word } from '../../formats/dockerfile/index.ts';
import type { Fragment } from '../../text/index.ts';
import type { Script } from '../commands/index.ts';
import type { TextValue } from '../text-values.ts';
import { type Expanded, expansions, type Variables } from './variables.ts';

/** The words of a RUN as the script that a shell is given, with the build's variables in its environment. */
export function scriptOf(
  words: readonly Word[],
  file: string,
  variables: Variables,
): Pick<Script, 'fragments' | 'variable'> {
  const between: Fragment = { kind: 'text', text: ' ', place: undefined, use: undefined };
  return {
    fragments: words.flatMap((word) => [...fragmentsOf(word, file), between]),
    variable: (name) => {
      const bindings = variables.get(name);
      if (bindings === undefined) return undefined;
      const probe: Word = { text: `\${${name}}`, span: { start: 0, end: 0 }, runs: [] };
      const values = expansions(probe, variables).map((each) => textValue(each, file));
      return values.every((value) => value !== undefined) ? values : undefined;
    },
  };
}

function fragmentsOf({ text, runs }: Word, file: string): readonly Fragment[] {
  return runs.map(({ offset, start }, index): Fragment => {
    const end = runs[index + 1]?.offset ?? text.length;
    const place = { file, span: { start, end: start + end - offset } };
    return { kind: 'text', text: text.slice(offset, end), place, use: place };
  });
}

function textValue({ stretches, origin }: Expanded, file: string): TextValue | undefined {
  const fragments: Fragment[] = [];
  for (const stretch of stretches) {
    if ('missing' in stretch) return undefined;
    const place = stretch.span && { file, span: stretch.span };
    fragments.push({ kind: 'text', text: stretch.text, place, use: place });
  }
  return { fragments, origin };
}
