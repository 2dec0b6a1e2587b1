import { parseYaml, spanInSource, type YamlDocument, type YamlStream } from '../../formats/yaml/index.ts';
import {
  inlinePatches,
  type Kustomization,
  type Patch,
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
  const stream = parseYaml({ path, text: value, bom: false });
  const [first] = stream.documents;
  if (isJsonPatch(first?.root)) {
    const { found, problems } = imagesOfJsonPatch(first.root, target);
    return { found, problems: [...stream.problems, ...problems] };
  }
  const { found, problems } = readObjects(target === undefined ? stream : withTarget(stream, target));
  const targeted = found.map((image) => ({ ...image, object: patchedObject(image.object ?? {}, target) }));
  return { found: target === undefined ? found : targeted, problems: [...stream.problems, ...problems] };
}

function withTarget(stream: YamlStream, target: NonNullable<Patch['target']>): YamlStream {
  const documents = stream.documents.map(({ root, span }): YamlDocument => {
    return { root: root?.kind === 'map' ? withHeader(root, patchedObject({}, target)) : root, span };
  });
  return { ...stream, documents };
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
