import type { PhysicalLine } from './physical-lines.ts';
import type { Directive, Word } from './types.ts';
import { skipSpace } from './white-space.ts';
import { appendRun, builtWord, wordBuilder } from './word.ts';

const names: ReadonlyMap<string, Directive['name']> = new Map([
  ['syntax', 'syntax'],
  ['escape', 'escape'],
  ['check', 'check'],
]);

/**
 * The directive that a line holds, read from `start`: `# name=value`, or with `//` where a `syntax` directive may begin
 * so. Undefined for anything else, which ends the directives (BuildKit, `directives.go`, `ParseLine`).
 */
export function readDirective(
  text: string,
  line: PhysicalLine,
  start: number,
  mark: '#' | '//',
): Directive | undefined {
  if (!text.startsWith(mark, start)) return undefined;
  const assignment = /([a-z][a-z0-9]*)[\t\f\r ]*=/iy;
  assignment.lastIndex = skipSpace(text, start + mark.length, line.end);
  const name = names.get(assignment.exec(text)?.[1]?.toLowerCase() ?? '');
  if (name === undefined || assignment.lastIndex > line.end) return undefined;
  const value = valueBetween(text, assignment.lastIndex, line.end);
  return value === undefined ? undefined : { name, value, span: { start, end: line.end } };
}

/** Without the white space around it, unless there is nothing else: then its last character is the value. */
function valueBetween(text: string, from: number, to: number): Word | undefined {
  if (from >= to) return undefined;
  let start = from;
  while (start < to - 1 && isDirectiveSpace(text[start])) start++;
  let end = to;
  while (end > start + 1 && isDirectiveSpace(text[end - 1])) end--;
  const builder = wordBuilder(start);
  appendRun(builder, text.slice(start, end), start);
  return builtWord(builder);
}

/** `\s` of Go's regular expressions. */
function isDirectiveSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r' || character === '\f';
}
