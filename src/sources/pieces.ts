import { type PartSpan, parseReference } from '../image/index.ts';
import { cutFragment, type Fragment, type Span, type Unknown } from '../text/index.ts';
import type { FoundImage, Piece, PieceRole, UnresolvedReason } from './image-use.ts';
import { namedIn } from './open-tag.ts';

/** What fragments say of an image: its value, where it is used in the file, and what it is made of. */
export type FromFragments = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'named'>;

/** The image that fragments make together; `fallback` is the place of the use where no fragment is used in the file. */
export function imageOf(fragments: readonly Fragment[], file: string, fallback: Span): FromFragments {
  return imageAt(fragments, file, useOf(fragments, file) ?? fallback);
}

/** The same of an image whose use is known. */
export function imageAt(fragments: readonly Fragment[], file: string, span: Span): FromFragments {
  const value = textOf(fragments);
  const missing = firstUnknown(fragments);
  if (missing !== undefined) {
    const named = namedIn(textOf(beforeHole(fragments)));
    return { span, value, unresolved: unresolvedBy(missing), ...(named === undefined ? {} : { named }) };
  }
  const pieces = piecesAt(fragments, file, span, value);
  return { span, value, ...(pieces === undefined ? {} : { pieces }) };
}

function beforeHole(fragments: readonly Fragment[]): readonly Fragment[] {
  return fragments.slice(
    0,
    fragments.findIndex(({ kind }) => kind === 'hole'),
  );
}

export function unresolvedBy({ code = 'variable', reason }: Unknown): UnresolvedReason {
  return { code, reason };
}

export function textOf(fragments: readonly Fragment[]): string {
  return fragments
    .map((fragment) => (fragment.kind === 'hole' ? (fragment.written ?? '') : fragment.text))
    .join('');
}

export function firstUnknown(fragments: readonly Fragment[]): Unknown | undefined {
  const hole = fragments.find(({ kind }) => kind === 'hole');
  return hole?.kind === 'hole' ? hole.unknown : undefined;
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** The stretch of the file from the first to the last use, as far as they follow each other. */
export function useOf(fragments: readonly Fragment[], file: string): Span | undefined {
  let start: number | undefined;
  let end = 0;
  for (const { use } of fragments) {
    if (use?.file !== file) continue;
    if (start === undefined) {
      start = use.span.start;
      end = use.span.end;
    } else if (use.span.start >= start && use.span.start <= end) end = Math.max(end, use.span.end);
    else if (use.span.start > end || use.span.end < start) break;
  }
  return start === undefined ? undefined : { start, end };
}

/**
 * The stretches of files that a reference, used at `use`, is composed of, in its order; what stands in none is left out.
 * Undefined where it stands literally at that place; empty where it is no reference.
 */
export function piecesAt(
  fragments: readonly Fragment[],
  file: string,
  use: Span,
  value: string,
): readonly Piece[] | undefined {
  if (fragments.length === 1) {
    const pieces = rolePieces(fragments, 'reference', file);
    const [only] = pieces;
    return only !== undefined && only.file === undefined && isSame(only.span, use) ? undefined : pieces;
  }
  const parsed = parseReference(value);
  if (!parsed.ok) return [];
  const { registry, repository, tag, digest } = parsed.value.parts;
  const within = (role: PieceRole, part: PartSpan | undefined): readonly Piece[] =>
    part === undefined ? [] : rolePieces(stretch(fragments, part.start, part.end), role, file);
  return [
    ...within('registry', registry),
    ...within('repository', repository),
    ...within('tag', tag),
    ...within('digest', digest),
  ];
}

/** The literal pieces among the fragments; what stands nowhere is left out. */
export function rolePieces(fragments: readonly Fragment[], role: PieceRole, file: string): readonly Piece[] {
  return fragments.flatMap((fragment) => {
    if (fragment.kind === 'hole' || fragment.place === undefined) return [];
    const { place, text } = fragment;
    return [{ role, value: text, ...(place.file === file ? {} : { file: place.file }), span: place.span }];
  });
}

/**
 * The fragments of a stretch of their text; a hole is as long as what is written in its place, or as `holeWidth`. One without
 * length is kept at the ends, too.
 */
export function stretch(
  fragments: readonly Fragment[],
  start: number,
  end: number,
  holeWidth?: number,
): readonly Fragment[] {
  const cut: Fragment[] = [];
  let offset = 0;
  for (const fragment of fragments) {
    const length =
      fragment.kind === 'hole' ? (holeWidth ?? fragment.written?.length ?? 0) : fragment.text.length;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    if (fragment.kind === 'hole') {
      if (from < to || (length === 0 && from === to)) cut.push(fragment);
    } else if (from < to) cut.push(cutFragment(fragment, from, to));
    offset += length;
  }
  return cut;
}
