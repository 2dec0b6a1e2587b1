import { isStringScalar, type YamlAlias, type YamlScalar } from '../formats/yaml/index.ts';
import type { Span } from '../text/span.ts';
import type { FoundImage, Piece, PieceRole, UnresolvedReason } from './image-use.ts';
import { unresolvedText } from './unresolved-text.ts';

/** A scalar of a YAML tree and the outermost alias through which it is reached. */
export interface YamlText {
  readonly scalar: YamlScalar;
  readonly via: YamlAlias | undefined;
}

/** Where a reader finds the text: at the alias, else inside the quotes. */
export function placeOf({ scalar, via }: YamlText): Span {
  return via === undefined ? scalar.content : via.span;
}

export function pieceOf({ scalar }: YamlText, role: PieceRole): Piece {
  return { role, value: scalar.value, span: scalar.content };
}

/** The text from an offset on, as if it stood alone. */
export function textFrom({ scalar, via }: YamlText, offset: number): YamlText {
  const { content } = scalar;
  // With escapes or folds the offsets of the value are not those of the text: the whole content is the honest place.
  const literal = content.end - content.start === scalar.value.length;
  const start = literal ? content.start + offset : content.start;
  return {
    scalar: { ...scalar, value: scalar.value.slice(offset), content: { start, end: content.end } },
    via,
  };
}

/** The value, span and pieces of a reference that one scalar holds whole, and what keeps it from being known. */
export function referenceAt(text: YamlText): Pick<FoundImage, 'span' | 'value' | 'pieces' | 'unresolved'> {
  const { scalar, via } = text;
  const unresolved = typeProblem(scalar) ?? unresolvedText(scalar.value);
  return {
    span: placeOf(text),
    value: scalar.value,
    ...(via === undefined ? {} : { pieces: [pieceOf(text, 'reference')] }),
    ...(unresolved === undefined ? {} : { unresolved }),
  };
}

/** Kubernetes refuses `image: 1.5`: the field takes a string only. */
function typeProblem(scalar: YamlScalar): UnresolvedReason | undefined {
  if (isStringScalar(scalar)) return undefined;
  return { code: 'invalid', reason: 'the value is no string, and an image is one' };
}
