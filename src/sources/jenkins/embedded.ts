import { parseYaml, TEMPLATE_FILLER } from '../../formats/yaml/index.ts';
import { sourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import {
  type Choice,
  type Fragment,
  imageOf,
  type Reading,
  readContainers,
  readingOf,
  spotOfRoot,
} from '../ci/index.ts';
import type { FoundImage, Piece } from '../image-use.ts';
import { readObjects } from '../kubernetes/read-objects.ts';

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
    const text = fragments.map((each) => (each.kind === 'hole' ? TEMPLATE_FILLER : each.text)).join('');
    if (!text.includes('image')) continue;
    for (const image of imagesIn(text)) {
      const placed = inScript(image, fragments, span);
      const given = stretch(fragments, image.span).some(
        (each) => each.kind === 'text' && each.use !== undefined,
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
function inScript(image: FoundImage, fragments: readonly Fragment[], fallback: Span): FoundImage {
  const { pieces, unresolved, ...rest } = image;
  const used = stretch(fragments, image.span);
  const span = placeOf(used) ?? fallback;
  const { pieces: own, ...known } = imageOf({ fragments: used, origin: [] }, span);
  if (known.unresolved !== undefined) return { ...rest, ...known };
  const placed = pieces?.flatMap((piece) => placedPiece(piece, fragments)) ?? own;
  return {
    ...rest,
    span,
    ...(unresolved === undefined ? {} : { unresolved }),
    ...(placed === undefined ? {} : { pieces: placed }),
  };
}

function placedPiece(piece: Piece, fragments: readonly Fragment[]): readonly Piece[] {
  return stretch(fragments, piece.span).flatMap((each) =>
    each.kind === 'text' && each.span !== undefined ? [{ ...piece, value: each.text, span: each.span }] : [],
  );
}

function placeOf(fragments: readonly Fragment[]): Span | undefined {
  const spans = fragments.flatMap((each) =>
    each.kind === 'text' && each.span !== undefined ? [each.use ?? each.span] : [],
  );
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined || last.end < first.start) return undefined;
  return { start: first.start, end: last.end };
}

/** The fragments of a stretch of the text that they make; a hole is as long as its filler. */
function stretch(fragments: readonly Fragment[], { start, end }: Span): readonly Fragment[] {
  const cut: Fragment[] = [];
  let offset = 0;
  for (const fragment of fragments) {
    const length = fragment.kind === 'hole' ? TEMPLATE_FILLER.length : fragment.text.length;
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, length);
    offset += length;
    if (from >= to) continue;
    if (fragment.kind === 'hole') {
      cut.push(fragment);
      continue;
    }
    const { span, text, use } = fragment;
    const exact = span !== undefined && span.end - span.start === text.length;
    cut.push({
      kind: 'text',
      text: text.slice(from, to),
      span: exact ? { start: span.start + from, end: span.start + to } : span,
      ...(use === undefined ? {} : { use }),
    });
  }
  return cut;
}
