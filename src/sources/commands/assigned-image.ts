import type { Span } from '../../text/index.ts';
import type { FoundImage } from '../image-use.ts';
import { isUnmistakable } from '../reference-grade.ts';
import { imagesOf, isKnown, knownOf, type TextValue } from '../text-values.ts';
import { roleOf } from '../word-role.ts';
import type { CommandImage } from './command-image.ts';

/** A variable of a script, where its value stands. */
export interface Assigned {
  readonly name: string;
  readonly values: readonly TextValue[];
  readonly file: string;
  readonly span: Span;
  readonly path: string;
}

/** What is given to programs that nobody here knows goes through variables: one that can hold nothing but an image is told by itself. */
export function assignedImages({ name, values, file, span, path }: Assigned): readonly CommandImage[] {
  const purpose: FoundImage['purpose'] = roleOf(name)?.purpose ?? 'pull';
  const telling = values.filter((value) => isKnown(value) && isUnmistakable(knownOf(value)));
  return imagesOf(telling, file, span, values.length > 1).map((image) => ({
    found: { ...image, path, purpose, confidence: 'possible', reach: 'default' },
    written: image.value,
    builds: false,
    assigned: true,
  }));
}
