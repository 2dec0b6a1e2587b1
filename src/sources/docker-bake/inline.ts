import { literalFragment, sourceText } from '../../text/index.ts';
import { dockerfile } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import { joinText, piecesAt } from '../joined-text.ts';
import { firstUnknown, imageAt, rolePieces, unresolvedBy } from '../pieces.ts';
import type { Findings } from './findings.ts';
import type { BakeText } from './texts.ts';

/** Stands for what is not known: to a Dockerfile it is something that a generator fills in. */
const FILLER = '{{ unknown }}';

/** The images of the Dockerfile that a target holds itself. */
export function inlineImages(
  { fragments, file, span, path }: BakeText,
  { problems }: Findings,
): readonly FoundImage[] {
  const filled = joinText(
    fragments.map((fragment) =>
      fragment.kind === 'text' ? fragment : literalFragment(FILLER, file, undefined),
    ),
  );
  const missing = firstUnknown(fragments);
  const extraction = dockerfile.extract(sourceText('Dockerfile', filled.text), { buildArgs: {} });
  for (const problem of extraction?.problems ?? [])
    problems.push({ span, message: `in ${path}: ${problem.message}` });
  return (extraction?.found ?? []).map((image) => {
    const own = imageAt(piecesAt(filled, image.span), file, span);
    const [only] = own.pieces ?? [];
    const inFile = only !== undefined && own.pieces?.length === 1 && only.file === undefined;
    const pieces = image.pieces?.flatMap(({ role, span: at }) =>
      rolePieces(piecesAt(filled, at), role, file),
    );
    const { pieces: _, ...rest } = image;
    const literal = inFile && pieces === undefined;
    return {
      ...rest,
      span: inFile ? only.span : own.span,
      ...(missing === undefined || !image.value.includes(FILLER)
        ? {}
        : { unresolved: unresolvedBy(missing) }),
      ...(literal || own.pieces === undefined ? {} : { pieces: pieces ?? own.pieces }),
      value: image.value.replaceAll(FILLER, ''),
      path: `${path}!${image.path}`,
    };
  });
}
