import type { ImageReference } from '../../image/index.ts';
import { repositoryName } from '../../image/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { align, type Written } from './align.ts';
import { nameChanges, type PieceChange, versionChanges } from './assign.ts';
import { changedPieces } from './changed-pieces.ts';
import { editFor, type PlacedEdit, writtenAs } from './splice.ts';
import type { ChangedPiece, InPlaceRequest, Refusal } from './types.ts';

/** One way to give a use what it is to name. */
export interface Way {
  readonly edits: readonly PlacedEdit[];
  readonly pieces: readonly ChangedPiece[];
}

/** A use, and what is to become of it. */
export interface Wish {
  readonly use: ImageUse;
  /** What the use is to name; undefined when it is to stay what it is. */
  readonly wanted?: ImageReference;
  /** The way that is tried, and those that are left; empty when the use is to stay what it is. */
  readonly ways: readonly Way[];
  /** Why a use that should change is to stay what it is. */
  readonly refusal?: Refusal;
  /** It may be no image: it changes only together with one that is. */
  readonly uncertain: boolean;
}

/** More than the ways in which real images can be written. */
const mostWays = 6;

/** What is to become of a use by itself, without regard to others that share its texts. */
export function wishFor(use: ImageUse, request: InPlaceRequest): Wish {
  const wanted = request.wanted(use);
  if (wanted === undefined) return { use, ways: [], uncertain: false };
  if ('code' in wanted) return refused(use, wanted);
  const ways = waysTo(use, wanted, request);
  if (typeof ways === 'string') return refused(use, { code: 'shape', reason: ways });
  // Nothing to edit: it is written in another way already.
  if (ways.some(({ edits }) => edits.length === 0)) return { use, ways: [], uncertain: false };
  return { use, wanted, ways, uncertain: request.unsafe !== true && isUncertain(use) };
}

/** Why what is only possible is left; with `--unsafe` it is not. */
export function uncertainty({ builtBy }: ImageUse): Refusal {
  const reason =
    builtBy === undefined
      ? 'it may be something else than an image'
      : `${builtBy} builds an image of this name`;
  return { code: 'uncertain', reason, unsafe: true };
}

export function refused(use: ImageUse, refusal: Refusal): Wish {
  return { use, ways: [], refusal, uncertain: false };
}

/** What a command pulls is an image for certain, where it is written out: `possible` is said of the command being run at all. */
function isUncertain({ confidence, path, pieces }: ImageUse): boolean {
  return confidence === 'possible' && !(pieces === undefined && isCommand(path));
}

function isCommand(path: string): boolean {
  return /!(?:docker|podman|nerdctl|buildah|skopeo|crane|kubectl|ctr|crictl|helm|oras) [a-z]/.test(path);
}

/** The ways to a reference, the best first; a sentence where there is none. */
function waysTo(use: ImageUse, wanted: ImageReference, request: InPlaceRequest): readonly Way[] | string {
  if (use.pieces?.length === 0) return 'a function makes it: no text of the files holds it';
  const written = align(use);
  if (written === undefined) {
    return use.openTag === undefined
      ? 'its parts do not stand in the text as they are pulled'
      : 'it is put together of several texts, and what its tag is cannot be told';
  }
  const ways: Way[] = [];
  let obstacle: string | undefined;
  for (const changes of changesTo(use, written, wanted, request)) {
    const way = wayOf(written, changes, request);
    if (typeof way === 'string') obstacle ??= way;
    else ways.push(way);
    if (ways.length === mostWays) break;
  }
  if (ways.length > 0) return ways;
  return obstacle ?? `its parts cannot hold ${repositoryName(wanted)}`;
}

function* changesTo(
  use: ImageUse,
  written: Written,
  wanted: ImageReference,
  request: InPlaceRequest,
): Generator<readonly PieceChange[]> {
  const { registry, repository } = use.reference;
  const same = registry === wanted.registry && repository === wanted.repository;
  const names = same
    ? [written.value.slice(0, written.nameEnd)]
    : (request.spell?.(use, wanted) ?? [repositoryName(wanted)]);
  const rest = suffixOf(wanted);
  for (const version of versionChanges(written, rest)) {
    const before = same ? undefined : remembered(written, request);
    if (before !== undefined) yield [...before, ...version];
    for (const name of names) {
      for (const change of nameChanges(written, name)) yield [...change, ...version];
    }
  }
}

/** What the pieces of the name held before they were changed, if that is known of one of them at least. */
function remembered(
  { pieces, nameEnd }: Written,
  request: InPlaceRequest,
): readonly PieceChange[] | undefined {
  const changes: PieceChange[] = [];
  for (const placed of pieces) {
    const end = Math.min(placed.end, nameEnd) - placed.start;
    if (end <= 0) continue;
    const text = placed.piece.value.slice(0, end);
    const replacement = request.remembered?.(placed.piece.file, text, placed.piece.span);
    if (replacement !== undefined) changes.push({ placed, start: 0, end, replacement });
  }
  return changes.length === 0 ? undefined : changes;
}

function suffixOf({ tag, digest }: ImageReference): string {
  return (tag === undefined ? '' : `:${tag}`) + (digest === undefined ? '' : `@${digest}`);
}

function wayOf(written: Written, changes: readonly PieceChange[], { textOf }: InPlaceRequest): Way | string {
  const edits: PlacedEdit[] = [];
  for (const change of changes) {
    const { file } = change.placed.piece;
    const source = textOf(file);
    if (source === undefined) return `it stands in ${file}, which is packed, no valid text, or not asked for`;
    const edit = editFor(source, file, change);
    if (!edit.ok) return edit.error;
    if (edit.value !== undefined) edits.push(edit.value);
  }
  const pieces = changedPieces(written, changes).map((piece) => {
    const source = textOf(piece.file);
    const old = { ...piece, value: piece.was };
    const raw = source && writtenAs(source, old, piece.wasNameLength);
    return raw === undefined ? piece : { ...piece, written: raw };
  });
  return { edits, pieces };
}
