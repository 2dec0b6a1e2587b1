import { isNull, type YamlScalar } from '../../formats/yaml/index.ts';
import { commonStyle, formatScalar } from '../../rewrite/kustomize/scalar.ts';
import type { ImageUse, Piece } from '../../sources/image-use.ts';
import type { Edit, SourceText } from '../../text/index.ts';
import type { FieldBeside } from './fields-beside.ts';

/** The field or variable of its own in which a use has its tag; undefined where that is part of a longer text, or of several. */
export function tagField({ pieces = [] }: ImageUse): Piece | undefined {
  const tags = pieces.filter(({ role }) => role === 'tag');
  return tags.length === 1 ? tags[0] : undefined;
}

/** A field of a use beside which one for the digest may stand: the tag's, or the name's where the chart has the tag from elsewhere. */
export function fieldOfVersion(use: ImageUse): Piece | undefined {
  const tag = tagField(use);
  if (tag !== undefined && !isChartVersion(tag)) return tag;
  return use.pieces?.find(({ role }) => role === 'repository');
}

/** The `appVersion` of a chart, which is no place to write anything else. */
export function isChartVersion({ file }: Piece): boolean {
  return file !== undefined && /(?:^|\/)Chart\.ya?ml$/.test(file);
}

/** Fills an empty `digest` beside a tag, as charts have it in their values; undefined where there is none, or one that says something. */
export function digestFieldEdit(
  { text }: SourceText,
  version: Piece,
  beside: FieldBeside,
  digest: string,
): Edit | undefined {
  const field = beside(version.span, 'digest');
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
