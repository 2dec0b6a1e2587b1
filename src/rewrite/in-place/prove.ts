import { formatReference, type ImageReference } from '../../image/index.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { Edit, Span } from '../../text/index.ts';
import type { Deviation, FileEdits, Images, Intended, SideEffect } from './types.ts';

/**
 * Compares what the sources say before and after the edits: each use at its place, moved as the edits move it, with the
 * image it was to have. The order of the files, and of what stands in them, is of no account.
 */
export function deviation(
  before: Images,
  after: Images,
  edits: FileEdits,
  intended: ReadonlyMap<ImageUse, Pick<Intended, 'reference'>>,
): Deviation {
  const moved = movedBy(edits);
  const now = new Map<string, ImageUse[]>();
  for (const use of after.uses) add(now, keyOf(use, use.span.start, use.reference), use);
  const failed: ImageUse[] = [];
  const sideEffects: SideEffect[] = [];
  for (const use of before.uses) {
    const wanted = intended.get(use)?.reference;
    const start = moved(use.file, use.span.start);
    if (now.get(keyOf(use, start, wanted ?? use.reference))?.pop() !== undefined) continue;
    if (wanted !== undefined && takeKeyed(now, use, start, wanted)) continue;
    if (wanted !== undefined) failed.push(use);
    else {
      const reason = `${formatReference(use.reference)} (${use.path}) would not stay what it is`;
      sideEffects.push({ file: use.file, reason, value: use.value });
    }
  }
  // A use that failed is another image now: what it became is no second fault.
  if (failed.length + sideEffects.length === 0) {
    for (const use of [...now.values()].flat()) {
      const reason = `${formatReference(use.reference)} (${use.path}) would be read where nothing was`;
      sideEffects.push({ file: use.file, reason, value: use.value });
    }
  }
  return { failed, sideEffects: [...sideEffects, ...otherEffects(before, after, edits, moved)] };
}

function otherEffects(
  before: Images,
  after: Images,
  edits: FileEdits,
  moved: (file: string, offset: number) => number,
): readonly SideEffect[] {
  // What cannot be told of a text that an image was edited in is another text now, and still cannot be told.
  const edited = new Set(
    before.unresolved
      .filter(({ file, span }) => isEdited(edits.get(file), span))
      .map(({ file, span, path }) => `${file} ${moved(file, span.start)} ${path}`),
  );
  const unknown = differences(
    before.unresolved.filter(({ file, span }) => !isEdited(edits.get(file), span)),
    after.unresolved.filter(({ file, span, path }) => !edited.has(`${file} ${span.start} ${path}`)),
    unresolvedKey,
  ).map(({ file, path, value }): SideEffect => {
    const reason = `an image that cannot be told from the text (${path}) would change`;
    return { file, reason, value, tolerable: true };
  });
  const unread = differences(before.problems, after.problems, ({ file, reason }) => `${file}\n${reason}`).map(
    ({ file, reason }) => ({ file, reason: `what can be read of it would change: ${reason}`, value: '' }),
  );
  return [...unknown, ...unread];
}

function isEdited(edits: readonly Edit[] | undefined, { start, end }: Span): boolean {
  return edits?.some(({ span }) => start <= span.start && span.end <= end) === true;
}

/** What only one of two lists has. */
function differences<T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const now = new Map<string, T[]>();
  for (const item of after) add(now, keyOf(item), item);
  const gone = before.filter((item) => now.get(keyOf(item))?.pop() === undefined);
  return [...gone, ...[...now.values()].flat()];
}

function add<T>(map: Map<string, T[]>, key: string, item: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [item]);
  else known.push(item);
}

/** The same for an image that is itself a key of its path, as a feature of a development container is. */
function takeKeyed(
  now: ReadonlyMap<string, ImageUse[]>,
  use: ImageUse,
  start: number,
  wanted: ImageReference,
): boolean {
  if (!use.path.includes(use.value)) return false;
  const path = use.path.replace(use.value, formatReference(wanted));
  return now.get(keyOf({ ...use, path }, start, wanted))?.pop() !== undefined;
}

function keyOf(use: ImageUse, start: number, reference: ImageReference): string {
  const { file, path, purpose, reach, object } = use;
  const image = formatReference(reference);
  return [file, start, image, path, purpose, reach, object?.kind, object?.name].join('\n');
}

function unresolvedKey({ file, value, path }: UnresolvedUse): string {
  return [file, value, path].join('\n');
}

/** Where an offset of a file stands once its edits are made. What an edit inserts at the offset itself is part of the use. */
function movedBy(edits: FileEdits): (file: string, offset: number) => number {
  const byFile = new Map<string, { readonly ends: readonly number[]; readonly shifts: readonly number[] }>();
  const shiftsOf = (
    file: string,
    list: readonly Edit[],
  ): { ends: readonly number[]; shifts: readonly number[] } => {
    const known = byFile.get(file);
    if (known !== undefined) return known;
    const sorted = [...list].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
    let shift = 0;
    const shifts = sorted.map(({ span, replacement }) => {
      shift += replacement.length - (span.end - span.start);
      return shift;
    });
    const made = { ends: sorted.map(({ span }) => span.start), shifts };
    byFile.set(file, made);
    return made;
  };
  return (file, offset) => {
    const list = edits.get(file);
    if (list === undefined) return offset;
    const { ends, shifts } = shiftsOf(file, list);
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < offset) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? offset : offset + (shifts[low - 1] as number);
  };
}
