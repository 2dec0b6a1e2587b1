import type { Value } from '../../formats/dockerfile/index.ts';
import { literalFragment, type Span } from '../../text/index.ts';
import type { Piece } from '../image-use.ts';
import { piecesAt } from '../pieces.ts';

/** Whatever of a Dockerfile's values stands in a file stands in itself. */
const HERE = '';

/**
 * The stretches of the file that a reference is composed of, in its order. Those of one role, one after the other, are
 * that part of the reference, unless some of it stands nowhere in the file (a build argument gave it). Undefined where the
 * reference stands literally at the place of its use; empty where it is none.
 */
export function piecesOf(value: Value, text: string, use: Span): readonly Piece[] | undefined {
  const fragments = value.map((fragment) =>
    fragment.kind === 'text'
      ? literalFragment(fragment.text, HERE, fragment.span)
      : literalFragment(fragment.built, HERE, undefined),
  );
  return piecesAt(fragments, HERE, use, text);
}
