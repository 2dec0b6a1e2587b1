import type { Value } from '../../formats/hcl/index.ts';
import { evidenceOf } from '../image-evidence.ts';
import { isImageKey } from '../image-key.ts';
import type { Confidence, FoundImage, Purpose } from '../image-use.ts';
import { imageAt, stretch } from '../pieces.ts';
import type { Findings } from './findings.ts';
import { inlineImages } from './inline.ts';
import { type BakeText, type Fallback, textsOf } from './texts.ts';

const IMAGE = 'docker-image://';

/** An attribute of a target, with its value. */
export interface Attribute {
  readonly target: string;
  readonly name: string;
  readonly value: Value;
  /** Where it stands as a whole. */
  readonly place: Fallback;
}

/** The images of an attribute (Docker docs, `build/bake/reference`). */
export function attributeImages(
  { target, name, value, place }: Attribute,
  file: string,
  into: Findings,
): void {
  const read = readers[name];
  if (read === undefined) return;
  for (const text of textsOf(value, file, place)) {
    const path = `target.${target}.${name}${text.path}`;
    const object = { kind: 'target', name: target };
    for (const image of read({ ...text, path }, into)) into.found.push({ ...image, object });
  }
}

const readers: Readonly<Record<string, (text: BakeText, into: Findings) => readonly FoundImage[]>> = {
  contexts: (text) =>
    text.value.startsWith(IMAGE) ? [imageOf(text, IMAGE.length, text.value.length, 'build')] : [],
  tags: (text) => [imageOf(text, 0, text.value.length, 'push')],
  'cache-from': cached,
  args: argument,
  'dockerfile-inline': inlineImages,
};

function imageOf(
  { fragments, file, span, path, value }: BakeText,
  start: number,
  end: number,
  purpose: Purpose,
  confidence: Confidence = 'certain',
): FoundImage {
  const cut = start === 0 && end === value.length ? fragments : stretch(fragments, start, end);
  const [first] = cut;
  // The scheme is no part of the image.
  const literal = cut.length === 1 && first?.kind === 'text' ? first.place : undefined;
  const inside = literal?.file === file && span.start <= literal.span.start && literal.span.end <= span.end;
  return { ...imageAt(cut, file, inside ? literal.span : span), path, purpose, confidence, reach: 'default' };
}

/** An image, `type=registry,ref=…`, or the field `ref` of a map; caches of other types are no images. */
function cached(text: BakeText): readonly FoundImage[] {
  const { value, path } = text;
  if (path.endsWith('.ref')) return [imageOf(text, 0, value.length, 'pull')];
  if (/\]\.[\w-]+$/.test(path)) return [];
  if (!value.includes('=')) return [imageOf(text, 0, value.length, 'pull')];
  const ref = /(?:^|,)type=registry(?:,|$)/.test(value) ? /(?:^|,)ref=([^,]*)/.exec(value) : null;
  if (ref === null) return [];
  const end = ref.index + ref[0].length;
  return [imageOf(text, end - (ref[1] ?? '').length, end, 'pull')];
}

/** What a build argument is for is known to the Dockerfile alone. */
function argument(text: BakeText): readonly FoundImage[] {
  const key = text.path.slice(text.path.lastIndexOf('.') + 1);
  if (!isImageKey(key.toLowerCase())) return [];
  const image = imageOf(text, 0, text.value.length, 'build', 'possible');
  return image.unresolved === undefined && evidenceOf(image.value) !== 'strong' ? [] : [image];
}
