import type { LineChange } from './line-diff.ts';

/**
 * Moves insertions and deletions among repeated lines to the last place where they mean the same, as git and diff do
 * before they print: of several equal list items the last one is shown as new, and changes that meet become one.
 */
export function settleChanges(
  changes: readonly LineChange[],
  before: readonly string[],
  after: readonly string[],
): readonly LineChange[] {
  const settled: LineChange[] = [];
  for (const change of [...changes].reverse()) {
    let current = change;
    for (;;) {
      const next = settled.at(-1);
      current = slide(current, before, after, next?.before.start ?? before.length);
      if (next === undefined || current.before.end < next.before.start) break;
      settled.pop();
      current = {
        before: { start: current.before.start, end: next.before.end },
        after: { start: current.after.start, end: next.after.end },
      };
    }
    settled.push(current);
  }
  return settled.reverse();
}

/** Down to `limit` at most, the line of the old text at which the next change begins. */
function slide(
  change: LineChange,
  before: readonly string[],
  after: readonly string[],
  limit: number,
): LineChange {
  const inserts = change.before.start === change.before.end;
  const deletes = change.after.start === change.after.end;
  if (!inserts && !deletes) return change;
  const [lines, { start, end }] = inserts ? [after, change.after] : [before, change.before];
  const room = limit - change.before.end;
  let by = 0;
  while (by < room && lines[start + by] === lines[end + by]) by++;
  return by === 0 ? change : { before: moved(change.before, by), after: moved(change.after, by) };
}

function moved(range: LineChange['before'], by: number): LineChange['before'] {
  return { start: range.start + by, end: range.end + by };
}
