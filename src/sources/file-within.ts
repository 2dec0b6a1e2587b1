import { spanInSource, type YamlScalar } from '../formats/yaml/index.ts';
import type { SourceText, Span } from '../text/index.ts';
import { slice, sourceText } from '../text/index.ts';
import { compose } from './compose/index.ts';
import { dockerfile } from './dockerfile/index.ts';
import type { Confidence, FoundImage } from './image-use.ts';
import { kubernetes } from './kubernetes/index.ts';
import { quadlet } from './quadlet/index.ts';
import { shell } from './shell/index.ts';
import type { Source } from './source.ts';

/** What files that a configuration writes to a machine may be. */
const kinds: readonly Source[] = [dockerfile, compose, quadlet, kubernetes];

/** A file that stands as a text in a field of another one. */
export interface FileWithin {
  /** The path that it is given on the machine. */
  readonly name: string;
  readonly scalar: YamlScalar;
  /** The field that holds it. */
  readonly path: string;
  /** At most how sure its images are: what is only written may be used by nobody. */
  readonly atMost: Confidence;
}

/** The images of such a file by what its name and its text say it is, at their places in the file around it. */
export function imagesWithin(
  source: SourceText,
  { name, scalar, path, atMost }: FileWithin,
): readonly FoundImage[] {
  const inner = sourceText(name.replace(/^\/+/, ''), scalar.value);
  const found = foundIn(inner);
  const moved = (span: Span): Span => spanInSource(source, scalar, span);
  return found.map((image): FoundImage => {
    const { pieces, span, ...rest } = image;
    const at = moved(span);
    const placed = pieces?.map((piece) => ({ ...piece, span: moved(piece.span) }));
    // Escapes of the field around it: the reference does not stand there letter by letter.
    const isLiteral = slice(source, at) === slice(inner, span);
    const known = placed ?? (isLiteral ? undefined : []);
    return {
      ...rest,
      // Of a variable alone nothing is known but its name.
      value: image.value === '' ? slice(source, at) : image.value,
      span: at,
      ...(known === undefined ? {} : { pieces: known }),
      path: `${path}!${image.path}`,
      confidence: image.confidence === 'certain' ? atMost : image.confidence,
    };
  });
}

function foundIn(inner: SourceText): readonly FoundImage[] {
  for (const { claims, extract } of kinds) {
    const extraction = claims(inner.path, undefined) ? extract(inner, { buildArgs: {} }) : undefined;
    if (extraction !== undefined) return extraction.found;
  }
  const isScript = inner.text.startsWith('#!') || /\.(?:ba|z|k)?sh$/.test(inner.path);
  return isScript ? (shell.extract(inner, { buildArgs: {} })?.found ?? []) : [];
}
