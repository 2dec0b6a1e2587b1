import { type ImageReference, normalizeReference, repositoryName } from '../../image/index.ts';
import { err, ok, type Result } from '../../result.ts';
import type { ImageUse, Piece, PieceRole } from '../../sources/image-use.ts';
import { type Edit, type SourceText, type Span, slice } from '../../text/index.ts';
import type { Refusal } from './types.ts';

const shape = (reason: string): Result<never, Refusal> => err({ code: 'shape', reason });

/** The edits that give a use the name (registry and repository) of a cached reference; its tag and digest stay as they are. */
export function nameEdits(
  source: SourceText,
  use: ImageUse,
  cached: ImageReference,
): Result<readonly Edit[], Refusal> {
  if (isSelector(source, use))
    return shape('it says which image kustomize replaces, and is pulled by no one');
  const pieces = use.pieces ?? [{ role: 'reference', value: use.value, span: use.span }];
  if (pieces.some(({ file }) => file !== undefined)) return shape('a part of it stands in another file');
  if (pieces.filter(({ role }) => role === 'repository').length > 1)
    return shape('its repository is split over several fields');
  const name = nameSpan(use.value);
  if (name === undefined) return shape('its registry and its repository cannot be told apart');
  const wanted = repositoryName(cached);

  const whole = pieceOf(pieces, 'reference');
  if (whole !== undefined) return spliced(source, [[whole, name, wanted]]);
  const repository = pieceOf(pieces, 'repository');
  if (repository === undefined) return shape('no field of it holds the repository');
  const registry = pieceOf(pieces, 'registry');
  if (registry === undefined) return spliced(source, [[repository, name, wanted]]);

  const registryName = registry.value.replace(/\/$/, '');
  const before = registryName.length + 1;
  const written = use.value.slice(before, name.end);
  const parts = splitLike(wanted, registryName, written);
  if (parts === undefined) return shape(`its two fields cannot hold ${wanted}`);
  return spliced(source, [
    [registry, { start: 0, end: registryName.length }, parts.registry],
    [repository, { start: 0, end: written.length }, parts.repository],
  ]);
}

/**
 * An entry of `kustomize.images` in an Argo CD application is `name=new:tag`, or `name:tag` to change the tag alone: there
 * the name has to stay what the manifests say.
 */
function isSelector(source: SourceText, { path, span }: ImageUse): boolean {
  return /(?:^|\.)kustomize\.images\[\d+\]$/.test(path) && source.text[span.start - 1] !== '=';
}

function pieceOf(pieces: readonly Piece[], role: PieceRole): Piece | undefined {
  return pieces.find((piece) => piece.role === role);
}

/** Where registry and repository stand in a reference. */
function nameSpan(value: string): Span | undefined {
  const parsed = normalizeReference(value);
  if (!parsed.ok) return undefined;
  const { registry, repository } = parsed.value.parts;
  return { start: registry?.start ?? repository.start, end: repository.end };
}

/**
 * A name over two fields as they were filled before: a registry field with a bare host keeps a bare host, where the
 * other field holds a path; else the repository field keeps its number of segments.
 */
function splitLike(
  name: string,
  registry: string,
  repository: string,
): { readonly registry: string; readonly repository: string } | undefined {
  const segments = name.split('/');
  const depth = repository.split('/').length;
  const kept = depth > 1 && !registry.includes('/') ? segments.length - 1 : depth;
  const first = segments.slice(0, -kept).join('/');
  return first === '' ? undefined : { registry: first, repository: segments.slice(-kept).join('/') };
}

/** The edits of stretches of decoded pieces; refused where the text does not hold the piece letter by letter. */
function spliced(
  source: SourceText,
  changes: readonly (readonly [piece: Piece, span: Span, replacement: string])[],
): Result<readonly Edit[], Refusal> {
  const edits: Edit[] = [];
  for (const [{ value, span: place }, { start, end }, replacement] of changes) {
    if (slice(source, place) !== value) return shape('it is written with escapes or over several lines');
    if (value.slice(start, end) === replacement) continue;
    edits.push({ span: { start: place.start + start, end: place.start + end }, replacement });
  }
  return ok(edits);
}
