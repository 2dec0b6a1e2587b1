import { type ImageReference, normalizeReference } from '../image/index.ts';
import type { ImageUse } from '../sources/image-use.ts';
import type { Span } from '../text/index.ts';
import { align } from './in-place/align.ts';
import { isRestored, type Undoing } from './in-place/restores.ts';
import { decodeWritten } from './in-place/splice.ts';
import type { ChangedUse } from './in-place.ts';

/**
 * How names were written before they were rewritten, where undoing would write them otherwise: `docker.io/nginx` and `nginx`
 * become the same cached name, and nothing in that tells which it was. By file, and by the text that stands there now; one entry
 * for each place with that text, in their order, `null` where nothing needs to be known.
 */
export type Spellings = Readonly<Record<string, Readonly<Record<string, readonly (string | null)[]>>>>;

/** The part of a text that gives the name of an image, and where the text stands. */
interface NameText {
  readonly file: string;
  readonly span: Span;
  readonly text: string;
}

/** What is to be known to undo changes to the letter, with what was known before. `uses` are those from before the changes. */
export function spellingsOf(
  changed: readonly ChangedUse[],
  uses: readonly ImageUse[],
  undoing: Undoing,
  known: Spellings,
): Spellings {
  const texts = new Map<string, { readonly text: string; readonly was: string | null }>();
  const files = new Set<string>();
  for (const use of changed) {
    const restored = isRestored(use, undoing);
    for (const { file, span, value, was, written, nameLength, wasNameLength } of use.pieces) {
      if (wasNameLength === 0) continue;
      const text = value.slice(0, nameLength);
      const isUsual = restored && written === undefined;
      texts.set(placeOf(file, span), {
        text,
        was: isUsual ? null : (written ?? was.slice(0, wasNameLength)),
      });
      if (!isUsual) files.add(file);
    }
  }
  const recall = recallFrom(known, uses);
  const result: Record<string, Record<string, (string | null)[]>> = {};
  for (const [file, list] of Object.entries(known)) if (!files.has(file)) result[file] = copyOf(list);
  const touching = files.size === 0 ? [] : uses.filter((use) => filesOf(use).some((file) => files.has(file)));
  for (const { file, span, text: before } of nameTexts(touching)) {
    if (!files.has(file)) continue;
    const change = texts.get(placeOf(file, span));
    const text = change?.text ?? before;
    const was = change === undefined ? (recall(file, before, span) ?? null) : change.was;
    const lists = result[file] ?? {};
    result[file] = lists;
    const list = lists[text] ?? [];
    lists[text] = list;
    list.push(was);
  }
  for (const file of files) {
    const lists = result[file] ?? {};
    for (const [text, list] of Object.entries(lists))
      if (list.every((was) => was === null)) delete lists[text];
  }
  return result;
}

/** What a name was, by its place among those of the same text; of a file that changed since, what most of them were. */
export function recallFrom(
  spellings: Spellings,
  uses: readonly ImageUse[],
): (file: string, text: string, span: Span) => string | undefined {
  if (Object.keys(spellings).length === 0) return () => undefined;
  const places = new Map<string, number[]>();
  for (const { file, text, span } of nameTexts(
    uses.filter((use) => filesOf(use).some((file) => file in spellings)),
  )) {
    const key = `${file}\n${text}`;
    const known = places.get(key);
    if (known === undefined) places.set(key, [span.start]);
    else known.push(span.start);
  }
  return (file, text, { start }) => {
    const list = spellings[file]?.[text];
    if (list === undefined) return undefined;
    const all = places.get(`${file}\n${text}`) ?? [];
    return (all.length === list.length ? list[all.indexOf(start)] : mostCommon(list)) ?? undefined;
  };
}

/** The texts of names, each place once, in the order of the files' texts. */
function nameTexts(uses: readonly ImageUse[]): readonly NameText[] {
  const found = new Map<string, NameText>();
  for (const use of uses) {
    const written = use.pieces?.length === 0 ? undefined : align(use);
    for (const { piece, start } of written?.pieces ?? []) {
      const length = (written?.nameEnd ?? 0) - start;
      const { file } = piece;
      if (length > 0) {
        const text = piece.value.slice(0, length);
        found.set(placeOf(file, piece.span), { file, span: piece.span, text });
      }
    }
  }
  return [...found.values()].sort((a, b) => a.span.start - b.span.start);
}

/** What a use named before it was changed, by the notes; undefined where they say nothing of it. */
export function recalledReference(
  use: ImageUse,
  recall: (file: string, text: string, span: Span) => string | undefined,
): ImageReference | undefined {
  const written = use.pieces?.length === 0 ? undefined : align(use);
  if (written === undefined) return undefined;
  let name = '';
  let at = 0;
  let known = false;
  for (const { piece, start, end } of written.pieces) {
    const to = Math.min(end, written.nameEnd);
    if (to <= start) continue;
    const raw = recall(piece.file, piece.value.slice(0, to - start), piece.span);
    const was = raw && decodeWritten(raw);
    known ||= was !== undefined;
    name += written.value.slice(at, start) + (was ?? written.value.slice(start, to));
    at = to;
  }
  const parsed = known ? normalizeReference(name + written.value.slice(at)) : undefined;
  return parsed?.ok === true ? parsed.value.reference : undefined;
}

function filesOf({ file, pieces = [] }: ImageUse): readonly string[] {
  return [file, ...pieces.flatMap((piece) => piece.file ?? [])];
}

function placeOf(file: string, { start, end }: Span): string {
  return `${file} ${start} ${end}`;
}

function copyOf(
  lists: Readonly<Record<string, readonly (string | null)[]>>,
): Record<string, (string | null)[]> {
  return Object.fromEntries(Object.entries(lists).map(([text, list]) => [text, [...list]]));
}

function mostCommon(list: readonly (string | null)[]): string | null {
  const counts = new Map<string | null, number>();
  for (const was of list) counts.set(was, (counts.get(was) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}
