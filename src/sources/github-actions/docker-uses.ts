import type { Span } from '../../text/index.ts';
import { joinText, piecesAt, placeAt } from '../joined-text.ts';
import type { TextValue } from '../text-values.ts';

export const SCHEME = 'docker://';

/** What stands behind `docker://`, and where. */
export function partsBehindScheme(
  value: TextValue,
  file: string,
): readonly { readonly text: TextValue; readonly at: Span | undefined }[] {
  const source = joinText(value.fragments);
  const start = source.text.indexOf(SCHEME);
  const span = { start: start + SCHEME.length, end: source.text.trimEnd().length };
  if (start === -1 || source.text.slice(0, start).trim() !== '' || span.start >= span.end) return [];
  const fragments = piecesAt(source, span);
  return [{ text: { fragments, origin: value.origin }, at: placeAt(source, span, file) }];
}
