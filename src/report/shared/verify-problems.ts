import { fnv1a64 } from '../../audit/fnv1a.ts';
import { formatReference } from '../../image/index.ts';
import {
  advice,
  noteAdvice,
  type VerifiedReference,
  type VerifyCheck,
  type VerifyReport,
  verifyCheck,
} from '../../verify/index.ts';
import type { Problem } from './problem.ts';

/** What a report says of one reference: why it does not pull, or what is worth knowing of one that does. */
export interface VerifyRemark {
  readonly check: VerifyCheck;
  /** One sentence, without the reference. */
  readonly message: string;
  readonly help: string;
}

export function remarksOf(
  { target, result }: VerifiedReference,
  via: string | undefined,
): readonly VerifyRemark[] {
  if (result.ok) {
    return result.value.notes.map((note) => ({
      check: verifyCheck(note.code),
      message: note.message,
      help: noteAdvice(note),
    }));
  }
  const { error } = result;
  const name = formatReference(target.reference);
  const part = name.endsWith(error.subject) ? '' : `${error.subject}: `;
  return [
    {
      check: verifyCheck(error.code),
      message: part + error.message,
      help: advice(error, target, via),
    },
  ];
}

/** A problem for each place of each reference that there is something to say of. */
export function verifyProblems({ references, via }: VerifyReport): readonly Problem[] {
  const seen = new Map<string, number>();
  return references.flatMap((verified) => {
    const name = formatReference(verified.target.reference);
    return remarksOf(verified, via).flatMap(({ check: { id, slug, severity }, message, help }) =>
      verified.target.uses.map(({ file, ...location }): Problem => {
        const identity = `${id}\0${file}\0${name}`;
        const before = seen.get(identity) ?? 0;
        seen.set(identity, before + 1);
        return {
          check: id,
          slug,
          severity,
          file,
          location,
          message: `${name}: ${message}`,
          help,
          // The second of two that are alike is hashed with its number.
          fingerprint: fnv1a64(before === 0 ? identity : `${identity}\0${before + 1}`),
        };
      }),
    );
  });
}
