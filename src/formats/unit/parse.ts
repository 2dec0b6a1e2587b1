import type { Span } from '../../text/span.ts';

/** Characters of a value that stand side by side in the file. */
interface Run {
  /** Offset of the first of them in the value. */
  readonly offset: number;
  /** Offset of the first of them in the file. */
  readonly start: number;
}

/** `Key=value` in a section. Lines that end in a backslash go on in the next. */
export interface UnitEntry {
  /** Which of the units of a `.quadlets` file, which `---` parts; 0 elsewhere. */
  readonly unit: number;
  readonly section: string;
  readonly key: string;
  /** Without white space around it and without the backslashes and line ends between its lines. */
  readonly value: string;
  readonly runs: readonly Run[];
}

export interface UnitProblem {
  readonly message: string;
  readonly span: Span;
}

export interface UnitFile {
  /** In source order. */
  readonly entries: readonly UnitEntry[];
  readonly problems: readonly UnitProblem[];
}

const LINE = /[^\r\n]*/y;
const SECTION = /^[ \t]*\[([^\][\r\n]+)\][ \t]*$/;
const ASSIGNMENT = /^[ \t]*([A-Za-z][\w-]*)[ \t]*=[ \t]*/;

/** Podman forgives blanks behind the backslash. */
const CONTINUES = /\\[ \t]*$/;

/** What a unit file assigns. Lines that are nothing of the kind are said to be problems; the others are read. */
export function parseUnit(text: string): UnitFile {
  const entries: UnitEntry[] = [];
  const problems: UnitProblem[] = [];
  let section = '';
  let unit = 0;
  let at = 0;
  while (at < text.length) {
    const line = lineAt(text, at);
    const next = afterLine(text, at + line.length);
    const heading = SECTION.exec(line);
    const assignment = ASSIGNMENT.exec(line);
    if (heading !== null) section = heading[1] ?? '';
    else if (assignment !== null) {
      const read = valueAt(text, at + assignment[0].length);
      entries.push({ unit, section, key: assignment[1] ?? '', value: read.value, runs: read.runs });
      at = read.next;
      continue;
    } else if (/^---[ \t]*$/.test(line)) {
      unit++;
      section = '';
    } else if (!/^[ \t]*(?:[#;].*)?$/.test(line)) {
      const message = 'the line is no section, no assignment and no comment';
      problems.push({ message, span: { start: at, end: at + line.length } });
    }
    at = next;
  }
  return { entries, problems };
}

function lineAt(text: string, start: number): string {
  LINE.lastIndex = start;
  return LINE.exec(text)?.[0] ?? '';
}

function afterLine(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}

/** A value and its further lines; comments between them are left out. */
function valueAt(
  text: string,
  start: number,
): { readonly value: string; readonly runs: readonly Run[]; readonly next: number } {
  const runs: Run[] = [];
  let value = '';
  let at = start;
  let first = true;
  for (;;) {
    const line = lineAt(text, at);
    const next = afterLine(text, at + line.length);
    const comment = !first && /^[ \t]*[#;]/.test(line);
    const goesOn = comment || CONTINUES.test(line);
    if (!comment) {
      runs.push({ offset: value.length, start: at });
      value += line.replace(CONTINUES, '');
    }
    at = next;
    first = false;
    if (!goesOn || at >= text.length) break;
  }
  return { value: value.trimEnd(), runs, next: at };
}

/** Where a stretch of an entry's value stands; undefined where it goes over the end of a line. */
export function valueSpan({ runs }: UnitEntry, start: number, end: number): Span | undefined {
  const run = runs.findLast(({ offset }) => offset <= start);
  const next = runs.find(({ offset }) => offset > start);
  if (run === undefined || (next !== undefined && next.offset < end)) return undefined;
  return { start: run.start + start - run.offset, end: run.start + end - run.offset };
}
