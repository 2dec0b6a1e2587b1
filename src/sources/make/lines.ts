import { type Fragment, literalFragment, madeFragment, type SourceText } from '../../text/index.ts';

/** A line with those that it goes on to. */
export interface MakeLine {
  readonly text: string;
  readonly fragments: readonly Fragment[];
  /** It begins with a tab. */
  readonly recipe: boolean;
}

/**
 * The lines of a makefile. A backslash before the end of a line joins it with the next: by a blank in what make reads, as it is
 * written in what a shell is given (GNU make, `Splitting Long Lines`, `Splitting Recipe Lines`).
 */
export function linesOf({ text, path }: SourceText): readonly MakeLine[] {
  const lines: MakeLine[] = [];
  let at = 0;
  while (at < text.length) {
    const recipe = text[at] === '\t';
    const fragments: Fragment[] = [];
    let joined = '';
    const add = (start: number, end: number): void => {
      joined += text.slice(start, end);
      fragments.push(literalFragment(text.slice(start, end), path, { start, end }));
    };
    for (;;) {
      const newline = text.indexOf('\n', at);
      const end = newline === -1 ? text.length : newline;
      const next = newline === -1 ? end : newline + 1;
      const stop = text[end - 1] === '\r' && end > at ? end - 1 : end;
      const goesOn = text[stop - 1] === '\\' && stop > at && next > end;
      if (recipe) add(at, next);
      else {
        const last = goesOn ? stop - 1 : stop;
        if (last > at) add(at, last);
        if (goesOn) {
          joined += ' ';
          fragments.push(madeFragment(' '));
        }
      }
      at = next;
      if (!goesOn || at >= text.length) break;
    }
    lines.push({ text: joined, fragments, recipe });
  }
  return lines;
}
