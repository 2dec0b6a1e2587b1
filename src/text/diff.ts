import { diffLines, type LineChange } from './line-diff.ts';
import { settleChanges } from './settle-changes.ts';

export interface DiffOptions {
  /** Unchanged lines shown around a change; 3 where not given, as in `diff -u`. */
  readonly context?: number;
}

/**
 * The difference of two contents of one file in the unified format of `git diff` and `diff -u`, which `git apply` and
 * `patch -p1` take; `''` where there is none. Lines end at LF alone, so that a CR stays part of its line; a last line
 * without LF is marked. The contents are compared as given: pass a byte order mark along with them.
 */
export function unifiedDiff(path: string, before: string, after: string, options?: DiffOptions): string {
  if (before === after) return '';
  const context = options?.context ?? 3;
  const oldLines = splitLines(before);
  const newLines = splitLines(after);
  const out = [`--- ${headerPath('a', path)}\n`, `+++ ${headerPath('b', path)}\n`];
  const changes = settleChanges(diffLines(oldLines, newLines), oldLines, newLines);
  for (const hunk of groupIntoHunks(changes, context)) {
    printHunk(hunk, oldLines, newLines, context, out);
  }
  return out.join('');
}

/** Lines with their LF; the last one may lack it. */
function splitLines(text: string): string[] {
  const lines: string[] = [];
  let start = 0;
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    lines.push(text.slice(start, end + 1));
    start = end + 1;
  }
  if (start < text.length) lines.push(text.slice(start));
  return lines;
}

/** Changes whose context would touch or overlap share a hunk. */
function groupIntoHunks(changes: readonly LineChange[], context: number): readonly LineChange[][] {
  const hunks: LineChange[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    const hunk = hunks.at(-1);
    if (hunk !== undefined && change.before.start - end <= 2 * context) hunk.push(change);
    else hunks.push([change]);
    end = change.before.end;
  }
  return hunks;
}

function printHunk(
  hunk: readonly LineChange[],
  oldLines: readonly string[],
  newLines: readonly string[],
  context: number,
  out: string[],
): void {
  const first = hunk[0];
  const last = hunk.at(-1);
  if (first === undefined || last === undefined) return;
  const leading = Math.min(context, first.before.start);
  const trailing = Math.min(context, oldLines.length - last.before.end);
  const oldRange = range(first.before.start - leading, last.before.end + trailing);
  const newRange = range(first.after.start - leading, last.after.end + trailing);
  out.push(`@@ -${oldRange} +${newRange} @@\n`);

  let shown = first.before.start - leading;
  for (const { before, after } of hunk) {
    printLines(' ', oldLines, shown, before.start, out);
    printLines('-', oldLines, before.start, before.end, out);
    printLines('+', newLines, after.start, after.end, out);
    shown = before.end;
  }
  printLines(' ', oldLines, shown, shown + trailing, out);
}

/** `start,count`, 1-based; without `,count` where it is 1; an empty range is named by the line before it. */
function range(start: number, end: number): string {
  const count = end - start;
  if (count === 1) return `${start + 1}`;
  return `${count === 0 ? start : start + 1},${count}`;
}

function printLines(sign: string, lines: readonly string[], start: number, end: number, out: string[]): void {
  for (const line of lines.slice(start, end)) {
    out.push(sign, line);
    if (!line.endsWith('\n')) out.push('\n\\ No newline at end of file\n');
  }
}

const escapes: Readonly<Record<string, string>> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * The path as git writes it: quoted like a C string where a character would break the line, and followed by a tab
 * where it holds a space, which readers would otherwise take for the beginning of a time stamp.
 */
function headerPath(side: 'a' | 'b', path: string): string {
  const name = `${side}/${path}`;
  const quoted = name.replace(/["\\\p{Cc}]/gu, (character) => escapes[character] ?? octal(character));
  if (quoted !== name) return `"${quoted}"`;
  return name.includes(' ') ? `${name}\t` : name;
}

/** A control character as the bytes of its UTF-8 form; the ones beyond ASCII have two, of which the first is 0xC2. */
function octal(character: string): string {
  const code = character.charCodeAt(0);
  return `${code < 0x80 ? '' : '\\302'}\\${code.toString(8).padStart(3, '0')}`;
}
