import { diffLines } from '../../text/index.ts';

/** Lines that an edit put in the place of others, both with the line before them, so that they are found again. */
export interface WrittenLines {
  readonly was: string;
  readonly now: string;
  /** The line behind them; empty at the end of the text. */
  readonly next: string;
  /** Where they began in the text that was written, from 0. */
  readonly line: number;
}

/** What an edit did to a text, in its order. */
export function writtenLines(before: string, after: string): readonly WrittenLines[] {
  const old = linesOf(before);
  const lines = linesOf(after);
  return diffLines(old, lines).map(({ before: from, after: to }) => {
    const context = from.start > 0 && to.start > 0 ? 1 : 0;
    return {
      was: old.slice(from.start - context, from.end).join(''),
      now: lines.slice(to.start - context, to.end).join(''),
      next: lines[to.end] ?? '',
      line: to.start - context,
    };
  });
}

/** Takes an edit back: to the letter where the text is the one that was written, and as far as its lines are found where it is not. */
export function withoutLines(
  text: string,
  written: readonly WrittenLines[],
): { readonly text: string; readonly notFound: readonly WrittenLines[] } {
  let current = text;
  const notFound: WrittenLines[] = [];
  for (const each of [...written].reverse()) {
    const at = placeOf(each.now, each.line, current);
    if (at !== undefined) current = current.slice(0, at) + each.was + current.slice(at + each.now.length);
    else if (!isTakenBack(each, current)) notFound.push(each);
  }
  return { text: current, notFound };
}

/** Whether the lines from before stand there, with nothing between them and the next. */
function isTakenBack({ was, next, line }: WrittenLines, text: string): boolean {
  return next === '' ? text.endsWith(was) : placeOf(was + next, line, text) !== undefined;
}

/** Where whole lines stand: where they were written, or anywhere if that is the only place. */
function placeOf(wanted: string, line: number, text: string): number | undefined {
  const lines = linesOf(text);
  const own = lines.slice(0, line).join('').length;
  if (text.startsWith(wanted, own)) return own;
  const isPlace = (at: number): boolean => at === 0 || text[at - 1] === '\n';
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1 && places.length < 2; at = text.indexOf(wanted, at + 1))
    if (isPlace(at)) places.push(at);
  return places.length === 1 ? places[0] : undefined;
}

/** Each with its line end; the last one may lack it. */
function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
