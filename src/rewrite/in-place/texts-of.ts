import type { ImageUse, Piece } from '../../sources/image-use.ts';
import { namedText } from '../../sources/open-tag.ts';

/** A piece with its file. */
export type Text = Piece & { readonly file: string };

/**
 * The texts that a use is made of: its pieces, or the use itself. Pieces that follow each other in one text, with the separator
 * between them, are one text: what was cut apart by its roles alone.
 */
export function textsOf(use: ImageUse): readonly Text[] {
  const { pieces, span, file, value } = use;
  if (use.openTag !== undefined) return repositoryText(use);
  if (pieces === undefined) return [{ role: 'reference', value, file, span }];
  const texts: Text[] = [];
  for (const piece of pieces) {
    const text = { ...piece, file: piece.file ?? file };
    const last = texts.at(-1);
    const joined = last === undefined ? undefined : join(last, text, value);
    if (joined === undefined) texts.push(text);
    else texts[texts.length - 1] = joined;
  }
  return texts;
}

/** Behind the repository nothing is to change. */
function repositoryText(use: ImageUse): readonly Text[] {
  const { file, span } = use;
  const value = namedText(use);
  if (value === undefined) return [];
  return [{ role: 'repository', value, file, span: { start: span.start, end: span.start + value.length } }];
}

function join(left: Text, right: Text, value: string): Text | undefined {
  if (left.file !== right.file || left.key !== right.key) return undefined;
  const gap = right.span.start - left.span.end;
  if (gap !== 0 && gap !== 1) return undefined;
  const isVerbatim = ({ span, value: own }: Text): boolean => span.end - span.start === own.length;
  if (!isVerbatim(left) || !isVerbatim(right)) return undefined;
  const separator = gap === 0 ? '' : right.role === 'tag' ? ':' : right.role === 'digest' ? '@' : '/';
  const whole = left.value + separator + right.value;
  if (!value.includes(whole)) return undefined;
  const role = whole === value ? 'reference' : left.role === 'registry' ? 'repository' : left.role;
  return { ...left, role, value: whole, span: { start: left.span.start, end: right.span.end } };
}
