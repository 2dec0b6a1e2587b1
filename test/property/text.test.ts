import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEdits, lineSpan, positionAt, sourceText, unifiedDiff } from '../../src/text/index.ts';

const text = fc.string({
  unit: fc.constantFrom('a', 'é', '🐳', '\n', '\r', '\r\n', '\ufeff'),
  maxLength: 60,
});
const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd\r', '-a', '+a', ' a', ''), { maxLength: 25 });
const content = fc
  .tuple(lines, fc.boolean())
  .map(([list, closed]) => list.join('\n') + (closed && list.length > 0 ? '\n' : ''));

describe('positionAt', () => {
  it('names the line that lineSpan finds, and the column in it', () => {
    fc.assert(
      fc.property(text, fc.nat(), (given, at) => {
        const source = sourceText('f', given);
        const offset = at % (source.text.length + 1);
        const { line, column } = positionAt(source, offset);
        const span = lineSpan(source, line);
        const next = lineSpan(source, line + 1);
        expect((span?.start ?? Number.NaN) + column - 1).toBe(offset);
        expect(offset).toBeLessThan(next?.start ?? Number.POSITIVE_INFINITY);
      }),
    );
  });

  it('agrees with a split at line ends', () => {
    fc.assert(
      fc.property(text, (given) => {
        const source = sourceText('f', given);
        const expected = source.text.split(/\r\n|\r|\n/);
        const found = expected.map((_, line) => {
          const span = lineSpan(source, line + 1);
          return span && source.text.slice(span.start, span.end);
        });
        expect(found).toEqual(expected);
        expect(lineSpan(source, expected.length + 1)).toBeUndefined();
      }),
    );
  });
});

describe('applyEdits', () => {
  it('does with edits of disjoint spans what splicing from the end does', () => {
    const pieces = fc.array(fc.record({ keep: text, cut: text, replacement: text }), { maxLength: 8 });
    fc.assert(
      fc.property(pieces, text, fc.infiniteStream(fc.nat()), (list, tail, order) => {
        let start = 0;
        const edits = list.map(({ keep, cut, replacement }) => {
          const span = { start: start + keep.length, end: start + keep.length + cut.length };
          start = span.end;
          return { span, replacement, key: order.next().value };
        });
        // Two insertions at one place depend on their order, so that only distinct places are shuffled.
        const distinct = new Set(edits.map(({ span }) => span.start)).size === edits.length;
        const given = distinct ? [...edits].sort((a, b) => a.key - b.key) : edits;
        const before = list.map(({ keep, cut }) => keep + cut).join('') + tail;
        const after = list.map(({ keep, replacement }) => keep + replacement).join('') + tail;
        expect(applyEdits({ path: 'f', text: before, bom: false }, given)).toEqual({
          ok: true,
          value: after,
        });
      }),
    );
  });
});

describe('unifiedDiff', () => {
  it('turns the old content into the new one, and back, without a superfluous line or hunk', () => {
    fc.assert(
      fc.property(content, content, fc.nat(4), (before, after, context) => {
        const diff = unifiedDiff('f', before, after, { context });
        expect(patched(before, diff)).toBe(after);
        expect(patched(after, reversed(diff))).toBe(before);
        expect(diff.replaceAll('\n\\ No newline at end of file', '')).not.toMatch(/^\+.*\n-/m);
        const removed = hunkLines(diff).filter((line) => line.startsWith('-')).length;
        expect(removed).toBe(linesOf(before).length - longestCommon(linesOf(before), linesOf(after)));
      }),
      { numRuns: 500 },
    );
  });
});

const linesOf = (given: string): string[] => given.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** The lines of all hunks with their sign; a marker for a missing line end is folded into the line before. */
function hunkLines(diff: string): string[] {
  const folded = diff.replaceAll('\n\\ No newline at end of file\n', '');
  return (folded.match(/[^\n]*\n|[^\n]+$/g) ?? []).slice(2).filter((line) => !line.startsWith('@@'));
}

/** A reader of unified diffs that takes the ranges at their word and refuses lines that do not fit. */
function patched(before: string, diff: string): string {
  if (diff === '') return before;
  const old = linesOf(before);
  const out: string[] = [];
  let next = 0;
  const hunks = diff
    .replaceAll('\n\\ No newline at end of file\n', '\0')
    .split(/^(?=@@ -)/m)
    .slice(1);
  for (const hunk of hunks) {
    const [, start, oldCount, newStart, newCount] =
      /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@\n/.exec(hunk)?.map((cell) => Number(cell ?? 1)) ?? [];
    if (start === undefined || newStart === undefined) throw new Error(hunk);
    const first = oldCount === 0 ? start : start - 1;
    out.push(...old.slice(next, first));
    if (out.length !== (newCount === 0 ? newStart : newStart - 1))
      throw new Error('wrong place in the new file');
    next = first;
    const begin = out.length;
    for (const [line] of hunk.slice(hunk.indexOf('\n') + 1).matchAll(/[^\n\0]*[\n\0]/g)) {
      const body = line.slice(1).replace('\0', '');
      if (line[0] !== '+' && old[next++] !== body) throw new Error(`does not fit: ${line}`);
      if (line[0] !== '-') out.push(body);
    }
    if (next - first !== oldCount || out.length - begin !== newCount) throw new Error('wrong counts');
  }
  return [...out, ...old.slice(next)].join('');
}

function reversed(diff: string): string {
  return diff
    .replace(/^@@ -(\S+) \+(\S+) @@$/gm, '@@ -$2 +$1 @@')
    .split('\n')
    .map((line, index) => {
      if (index < 2) return line;
      if (line.startsWith('-')) return `+${line.slice(1)}`;
      return line.startsWith('+') ? `-${line.slice(1)}` : line;
    })
    .join('\n');
}

/** Length of the longest common subsequence, by the table that the textbook draws. */
function longestCommon(a: readonly string[], b: readonly string[]): number {
  let row = new Array<number>(b.length + 1).fill(0);
  for (const line of a) {
    const above = row;
    row = [0];
    for (const [j, other] of b.entries()) {
      row.push(line === other ? (above[j] ?? 0) + 1 : Math.max(above[j + 1] ?? 0, row[j] ?? 0));
    }
  }
  return row.at(-1) ?? 0;
}
