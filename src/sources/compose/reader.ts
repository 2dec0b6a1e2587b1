import { type Expansion, knownText, sliceValue, type Value } from '../../formats/interpolation/index.ts';
import {
  formatPath,
  isNull,
  isStringScalar,
  type PathSegment,
  type YamlAlias,
  type YamlField,
  type YamlScalar,
  type YamlValue,
} from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { Span } from '../../text/span.ts';
import type { Confidence, FoundImage } from '../image-use.ts';
import { expandScalar, referenceOf, useOf } from '../interpolated-text.ts';
import type { ExtractContext, Problem } from '../source.ts';
import type { Variables } from './variables.ts';

/** What one file is read with. */
export interface Reader {
  readonly source: SourceText;
  readonly context: ExtractContext;
  readonly variables: Variables;
  /** What is said of a field of the format: less where only the shape of a file says that it is one. */
  readonly confidence: Confidence;
  readonly found: FoundImage[];
  readonly problems: Problem[];
  /** What the file itself builds, as it names it. */
  readonly built: Set<string>;
  /** Scalars that images were read from. */
  readonly used: Set<YamlScalar>;
  /** How many more services and lists may be read through aliases, which can name more than a file has bytes. */
  readonly budget: { left: number };
}

/** A scalar, the file it stands in, and the place of its use there or in the file that is read. */
export interface Text {
  readonly scalar: YamlScalar;
  readonly source: SourceText;
  readonly use: Span;
}

export type Sighting = Pick<FoundImage, 'purpose' | 'reach' | 'when'> & {
  /** That of the file where it is absent. */
  readonly confidence?: Confidence;
};

/** The text of a field of the file; undefined for what is none, absent, or taken back by `!reset`. */
export function textOf(
  field: YamlField | undefined,
  via: YamlAlias | undefined,
  { source }: Pick<Reader, 'source'>,
): Text | undefined {
  return field === undefined ? undefined : textAt(field.value, via ?? field.via, source);
}

export function textAt(value: YamlValue, via: YamlAlias | undefined, source: SourceText): Text | undefined {
  if (value.kind !== 'scalar' || value.tag === RESET || isNull(untagged(value))) return undefined;
  return { scalar: untagged(value), source, use: via?.span ?? value.content };
}

/** What an override file takes back, and what it puts in the place of (compose-spec, 13-merge). */
export const RESET = '!reset';
const OVERRIDE = '!override';

function untagged(scalar: YamlScalar): YamlScalar {
  const { tag, ...rest } = scalar;
  return tag === OVERRIDE ? rest : scalar;
}

/** What a field that is no image says, as far as it is known. */
export function plainText(text: Text | undefined, { variables }: Reader): string | undefined {
  const expansion = text === undefined ? undefined : expandScalar(text.scalar, text.source, variables.scope);
  return expansion?.ok === true ? knownText(expansion.value.value) : undefined;
}

/** Reports the image that a text is. */
export function reportImage(
  text: Text | undefined,
  path: readonly PathSegment[],
  sighting: Sighting,
  reader: Reader,
  part?: Part,
): void {
  const found = text === undefined ? undefined : imageAt(text, reader, part);
  if (found !== undefined) add(found, path, sighting, reader);
}

export type Image = Omit<FoundImage, 'path' | 'purpose' | 'confidence' | 'reach'>;

export function add(image: Image, path: readonly PathSegment[], sighting: Sighting, reader: Reader): void {
  const { when: proposed } = image;
  const { when: given } = sighting;
  const conditions = [given, proposed].filter((condition) => condition !== undefined);
  reader.found.push({
    ...image,
    ...sighting,
    ...(conditions.length === 0 ? {} : { reach: 'conditional', when: conditions.join(' and ') }),
    path: formatPath(path),
    confidence: sighting.confidence ?? reader.confidence,
  });
}

/** Reads the image out of a text: all of it unless `part` finds it between two offsets. */
export type Part = (text: string) => { readonly start: number; readonly end: number } | undefined;

/** Undefined where there is none: an empty text says that the service has no image. */
export function imageAt(text: Text, reader: Reader, part?: Part): Image | undefined {
  const { scalar, source, use } = text;
  reader.used.add(scalar);
  if (!isStringScalar(scalar)) {
    const unresolved = { code: 'invalid', reason: 'the value is no string, and an image is one' } as const;
    return part === undefined ? { span: use, value: scalar.value, unresolved } : undefined;
  }
  const expanded = expandScalar(scalar, source, reader.variables.scope);
  if (!expanded.ok)
    return part === undefined ? { span: use, value: scalar.value, unresolved: expanded.error } : undefined;
  const known = imageIn(expanded.value, text, reader, part);
  if (known?.unresolved?.code !== 'variable') return known;
  return proposedImage(text, reader, part) ?? known;
}

function imageIn(
  { value, origin }: Expansion,
  text: Text,
  reader: Reader,
  part: Part | undefined,
): Image | undefined {
  const { path } = reader.source;
  const whole = knownText(value);
  if (part === undefined)
    return whole.trim() === '' ? undefined : referenceOf({ value, origin }, text.use, path);
  const stretch = part(whole);
  if (stretch === undefined) return undefined;
  const cut = sliceValue(value, stretch.start, stretch.end);
  return referenceOf({ value: cut, origin }, useOfPart(text, cut, reader), path);
}

/** An alias, and what stands in another file, are used as a whole. */
function useOfPart({ scalar, source, use }: Text, cut: Value, reader: Reader): Span {
  const isLiteral = source.path === reader.source.path && use === scalar.content;
  return isLiteral ? useOf(cut, scalar, source) : use;
}

/** Where a variable has no value, what a file such as `.env.example` proposes for it holds on one condition. */
function proposedImage(text: Text, reader: Reader, part: Part | undefined): Image | undefined {
  const proposed = reader.variables.proposed?.();
  if (proposed === undefined) return undefined;
  const expanded = expandScalar(text.scalar, text.source, proposed.scope);
  const image = expanded.ok ? imageIn(expanded.value, text, reader, part) : undefined;
  if (image === undefined || image.unresolved !== undefined) return undefined;
  const name = proposed.file.slice(proposed.file.lastIndexOf('/') + 1);
  return { ...image, when: `variables as in ${name}` };
}
