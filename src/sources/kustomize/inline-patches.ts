import { field, parseYaml, scalarText, spanInSource, type YamlDocument } from '../../formats/yaml/index.ts';
import {
  inlinePatches,
  type Kustomization,
  type Patch,
  type PatchTarget,
  patchedObject,
  pathInPatch,
} from '../../kustomize/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage } from '../image-use.ts';
import { readObjects } from '../kubernetes/read-objects.ts';
import type { Extraction } from '../source.ts';
import { imagesOfJsonPatch, isJsonPatch } from './json-patch.ts';
import { withHeader } from './partial-object.ts';

/** The images of the patches that are written into a kustomization, at their places in its file. */
export function imagesOfPatches(kustomization: Kustomization): Extraction {
  const patches = inlinePatches(kustomization).map((patch) => {
    const { found, problems } = readPatch(patch);
    const place = placeIn(kustomization.source, patch);
    return {
      found: found.map((image) => inFile(image, patch, place)),
      problems: problems.map(({ span, message }) => ({
        span: place(span),
        message: `in the patch: ${message}`,
      })),
    };
  });
  return {
    found: patches.flatMap(({ found }) => found),
    problems: patches.flatMap(({ problems }) => problems),
  };
}

/** The patch as a text of its own: spans are those of the decoded text. */
function readPatch({ value, path, target }: Patch): Extraction {
  const source: SourceText = { path, text: value, bom: false };
  const stream = parseYaml(source);
  const [first] = stream.documents;
  if (isJsonPatch(first?.root)) {
    const { found, problems } = imagesOfJsonPatch(first.root, target);
    return { found, problems: [...stream.problems, ...problems] };
  }
  const { found, problems } =
    target === undefined ? readObjects(stream, source) : readTargeted(stream.documents, target, source);
  return { found, problems: [...stream.problems, ...problems] };
}

/** A patch with a target is read as a piece of that. Kustomize lets it leave out its `apiVersion`. */
export function readTargeted(
  documents: readonly YamlDocument[],
  target: PatchTarget,
  source: SourceText,
): Extraction {
  const read = documents.map(({ root, span }) => {
    if (root?.kind !== 'map') return { object: {}, document: { root, span } };
    const apiVersion = scalarText(field(root, 'apiVersion')?.value);
    const kind = scalarText(field(root, 'kind')?.value);
    const own = {
      ...(apiVersion === undefined ? {} : { apiVersion }),
      ...(kind === undefined ? {} : { kind }),
    };
    const object = patchedObject(own, target);
    return { object, document: { root: withHeader(root, { apiVersion: 'v1', ...object }), span } };
  });
  const pieces = read.map(({ document }) => document);
  const { found, problems } = readObjects({ documents: pieces, problems: [] }, source);
  // Kustomize refuses a target for several patches in one text.
  const object = read[0]?.object ?? {};
  return { found: found.map((image) => ({ ...image, object })), problems };
}

type Place = (inner: Span) => Span;

/** From the decoded text of a patch to the file. Where that has escapes, the span holds the escapes. */
function placeIn(source: SourceText, { scalar }: Patch): Place {
  return (inner) => spanInSource(source, scalar, inner);
}

/** A patch that is reached through an alias is found there, and edited where it is written. */
function inFile(image: FoundImage, patch: Patch, place: Place): FoundImage {
  const { span, pieces, path, value } = image;
  const written =
    patch.via === undefined ? pieces : (pieces ?? [{ role: 'reference' as const, value, span }]);
  return {
    ...image,
    span: patch.via?.span ?? place(span),
    path: pathInPatch(patch, path),
    ...(written === undefined
      ? {}
      : { pieces: written.map((piece) => ({ ...piece, span: place(piece.span) })) }),
  };
}
