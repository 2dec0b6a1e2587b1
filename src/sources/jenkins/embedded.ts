import { parseYaml, TEMPLATE_FILLER } from '../../formats/yaml/index.ts';
import { type Fragment, type Span, sourceText } from '../../text/index.ts';
import { type Choice, type Reading, readContainers, readingOf, spotOfRoot } from '../ci/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { type JoinedText, joinText, piecesAt } from '../joined-text.ts';
import { readObjects } from '../kubernetes/read-objects.ts';
import { imageAt, rolePieces } from '../pieces.ts';

/** A pod's YAML with this many variants is looked at no further. */
const MOST_CHOICES = 8;

/** The images of the pods that a string holds as YAML, with their places in the script. */
export function readEmbeddedYaml(
  choices: readonly Choice[],
  span: Span,
  path: string,
  reading: Reading,
): void {
  for (const { fragments, origin, when } of choices.slice(0, MOST_CHOICES)) {
    // What is not known of the text stands as one filler.
    const joined = joinText(fragments, TEMPLATE_FILLER);
    if (!joined.text.includes('image')) continue;
    for (const image of imagesIn(joined.text)) {
      const placed = inScript(image, joined, reading.source.path, span);
      const given = piecesAt(joined, image.span).some(
        (each) => each.kind === 'text' && each.use !== each.place,
      );
      const condition = when ?? image.when;
      reading.found.push({
        ...placed,
        path: `${path}!${image.path}`,
        ...(given && origin.length > 0 ? { origin } : {}),
        ...(condition === undefined ? {} : { reach: 'conditional', when: condition }),
      });
    }
  }
}

function imagesIn(text: string): readonly FoundImage[] {
  const source = sourceText('', text);
  const stream = parseYaml(source);
  const { objects, found } = readObjects(stream);
  if (objects > 0) return found;
  const loose: FoundImage[] = [];
  for (const { root } of stream.documents) {
    if (root === undefined) continue;
    readContainers(
      spotOfRoot(root),
      { find: () => [], lookUp: () => [] },
      { ...readingOf(source), found: loose },
      undefined,
    );
  }
  return loose;
}

/** An image of the text, placed where its stretches stand in the script. */
function inScript(image: FoundImage, joined: JoinedText, file: string, fallback: Span): FoundImage {
  const { pieces, unresolved, ...rest } = image;
  const used = piecesAt(joined, image.span);
  const span = placeOf(used) ?? fallback;
  const { pieces: own, ...known } = imageAt(used, file, span);
  if (known.unresolved !== undefined) return { ...rest, ...known };
  const placed = pieces?.flatMap((piece) => placedPiece(piece, joined, file)) ?? own;
  return {
    ...rest,
    span,
    ...(unresolved === undefined ? {} : { unresolved }),
    ...(placed === undefined ? {} : { pieces: placed }),
  };
}

function placedPiece({ role, span }: Piece, joined: JoinedText, file: string): readonly Piece[] {
  return rolePieces(piecesAt(joined, span), role, file);
}

function placeOf(fragments: readonly Fragment[]): Span | undefined {
  const spans = fragments.flatMap(({ kind, use }) =>
    kind === 'text' && use !== undefined ? [use.span] : [],
  );
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined || last.end < first.start) return undefined;
  return { start: first.start, end: last.end };
}
