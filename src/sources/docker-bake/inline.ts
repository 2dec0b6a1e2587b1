import { sourceText } from '../../text/source-text.ts';
import { composed, cutStretches, type Stretch } from '../composed.ts';
import { dockerfile } from '../dockerfile/index.ts';
import type { FoundImage } from '../image-use.ts';
import type { Findings } from './findings.ts';
import type { BakeText } from './texts.ts';

/** Stands for what is not known: to a Dockerfile it is something that a generator fills in. */
const FILLER = '{{ unknown }}';

/** The images of the Dockerfile that a target holds itself. */
export function inlineImages(
  { stretches, span, path }: BakeText,
  { problems }: Findings,
): readonly FoundImage[] {
  const filled = stretches.map(
    (stretch): Stretch => ('text' in stretch ? stretch : { text: FILLER, span: undefined }),
  );
  const missing = stretches.flatMap((stretch) => ('missing' in stretch ? [stretch.missing] : []))[0];
  const text = filled.map((stretch) => ('text' in stretch ? stretch.text : '')).join('');
  const extraction = dockerfile.extract(sourceText('Dockerfile', text), { buildArgs: {} });
  for (const problem of extraction?.problems ?? [])
    problems.push({ span, message: `in ${path}: ${problem.message}` });
  return (extraction?.found ?? []).map((image) => {
    const place = (from: number, to: number): readonly Stretch[] => cutStretches(filled, from, to);
    const own = composed(place(image.span.start, image.span.end), span);
    const [only] = own.pieces ?? [];
    const inFile = only !== undefined && own.pieces?.length === 1 && only.file === undefined;
    const pieces = image.pieces?.flatMap(({ role, span: at }) =>
      place(at.start, at.end).flatMap((stretch) =>
        'text' in stretch && stretch.span !== undefined
          ? [
              {
                role,
                value: stretch.text,
                span: stretch.span,
                ...(stretch.file === undefined ? {} : { file: stretch.file }),
              },
            ]
          : [],
      ),
    );
    const { pieces: _, ...rest } = image;
    const literal = inFile && pieces === undefined;
    return {
      ...rest,
      span: inFile ? only.span : own.span,
      ...(missing === undefined || !image.value.includes(FILLER) ? {} : { unresolved: missing }),
      ...(literal || own.pieces === undefined ? {} : { pieces: pieces ?? own.pieces }),
      value: image.value.replaceAll(FILLER, ''),
      path: `${path}!${image.path}`,
    };
  });
}
