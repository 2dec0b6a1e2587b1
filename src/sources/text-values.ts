import { fragmentsOfScalar } from '../formats/yaml/index.ts';
import type { Fragment, Place, SourceText, Span } from '../text/index.ts';
import type { FoundImage } from './image-use.ts';
import { imageOf, textOf } from './pieces.ts';
import type { YamlText } from './yaml-text.ts';

/** One of the texts that an expression can be, and the variables that it came through, outermost first. */
export interface TextValue {
  readonly fragments: readonly Fragment[];
  readonly origin: readonly string[];
}

/** What a scalar of a file is made of; behind an alias it comes in where that stands. */
export function fragmentsOfText(source: SourceText, { scalar, via }: YamlText): readonly Fragment[] {
  const fragments = fragmentsOfScalar(source, scalar);
  if (via === undefined) return fragments;
  // An alias stands in the file that is read; in another one its letters are place enough.
  const use = { file: source.path, span: via.span };
  return fragments.map((fragment) => ({ ...fragment, use }));
}

/** More alternatives, and more pieces of one, than anybody writes. */
const MOST_VALUES = 64;
const MOST_FRAGMENTS = 64;

export function unknownValue(reason: string, use?: Place, origin: readonly string[] = []): TextValue {
  return { fragments: [{ kind: 'hole', unknown: { reason }, use }], origin };
}

/** The texts that alternatives make one after the other. */
export function joined(parts: readonly (readonly TextValue[])[]): readonly TextValue[] {
  let values: readonly TextValue[] = [{ fragments: [], origin: [] }];
  for (const part of parts) {
    const [only] = part;
    if (values.length === 1 && part.length === 1 && only !== undefined) values = [append(values[0], only)];
    else values = values.flatMap((value) => part.map((next) => append(value, next))).slice(0, MOST_VALUES);
  }
  return values.map((value) =>
    value.fragments.length > MOST_FRAGMENTS ? unknownValue('it is made of too many pieces') : value,
  );
}

function append(value: TextValue | undefined, next: TextValue): TextValue {
  if (value === undefined || value.fragments.length === 0)
    return next.origin.length === 0 && value !== undefined ? { ...next, origin: value.origin } : next;
  return {
    fragments:
      value.fragments.length > MOST_FRAGMENTS ? value.fragments : [...value.fragments, ...next.fragments],
    origin: [...value.origin, ...next.origin.filter((name) => !value.origin.includes(name))],
  };
}

/** The values as they come in at a place: they keep where their letters stand. */
export function usedBy(
  values: readonly TextValue[],
  use: Place,
  name: string | undefined,
): readonly TextValue[] {
  return values.map(({ fragments, origin }) => ({
    fragments: fragments.map((fragment) => ({ ...fragment, use })),
    origin: name === undefined ? origin : [name, ...origin.filter((other) => other !== name)],
  }));
}

type At = Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved' | 'origin'>;

/**
 * The images that an expression at a place can be. One of several that is written out in the file is told where it is
 * written: that is where it differs from the others.
 */
export function imagesOf(
  values: readonly TextValue[],
  file: string,
  at: Span,
  several: boolean = values.length > 1,
): readonly At[] {
  const images: At[] = [];
  const seen = new Set<string>();
  for (const value of values) {
    const image = imageAt(value, file, at, several);
    const key = `${image.span.start} ${image.value} ${image.unresolved?.reason ?? ''}`;
    if (seen.has(key)) continue;
    seen.add(key);
    images.push(image);
  }
  return images;
}

function imageAt({ fragments, origin }: TextValue, file: string, at: Span, several: boolean): At {
  const from = origin.length === 0 ? {} : { origin };
  const [only] = fragments;
  if (several && fragments.length === 1 && only?.kind === 'text' && only.place?.file === file)
    return { span: only.place.span, value: only.text, ...from };
  const image = imageOf(fragments, file, at);
  // Written in one stretch at the place itself.
  if (image.pieces === undefined && image.unresolved === undefined) return { ...image, ...from };
  return { ...image, span: at, ...from };
}

/** The value as far as it is known. */
export function knownOf({ fragments }: TextValue): string {
  return textOf(fragments);
}

export function isKnown({ fragments }: TextValue): boolean {
  return fragments.every(({ kind }) => kind === 'text');
}

/** A text to be compared by: what is not known of it stands as the reason for that. */
export function writtenOf(fragments: readonly Fragment[]): string {
  return fragments
    .map((fragment) => (fragment.kind === 'hole' ? `{${fragment.unknown.reason}}` : fragment.text))
    .join('');
}
