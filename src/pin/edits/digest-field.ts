import { isNull, type YamlScalar } from '../../formats/yaml/index.ts';
import { commonStyle, formatScalar } from '../../rewrite/kustomize/scalar.ts';
import type { ImageUse, Piece } from '../../sources/image-use.ts';
import type { Edit, SourceText } from '../../text/index.ts';
import type { FieldBeside } from './fields-beside.ts';

/** The field of its own in which a use has its tag: not part of a longer text. */
export function tagField({ pieces = [] }: ImageUse): Piece | undefined {
  const tags = pieces.filter(({ role }) => role === 'tag');
  const [tag] = tags;
  return tags.length === 1 && pieces.length > 1 ? tag : undefined;
}

/** Fills an empty `digest` beside a tag, as charts have it in their values; undefined where there is none, or one that says something. */
export function digestFieldEdit(
  { text }: SourceText,
  tag: Piece,
  beside: FieldBeside,
  digest: string,
): Edit | undefined {
  const field = beside(tag.span, 'digest');
  if (field === undefined || !isEmpty(field) || field.anchor !== undefined || field.tag !== undefined)
    return undefined;
  const { start, end } = field.span;
  const separator = start === end && !/\s/.test(text[start - 1] ?? '') ? ' ' : '';
  return { span: field.span, replacement: separator + formatScalar(digest, commonStyle([field.style])) };
}

function isEmpty(field: YamlScalar): boolean {
  return field.value === '' || isNull(field);
}

/** The tag beside a digest: what a chart leaves out of the image once there is a digest. */
export function tagBeside({ pieces = [] }: ImageUse, beside: FieldBeside): string | undefined {
  const digest = pieces.find(({ role }) => role === 'digest');
  if (digest === undefined || pieces.length < 2) return undefined;
  const field = beside(digest.span, 'tag');
  return field === undefined || isEmpty(field) ? undefined : field.value;
}
