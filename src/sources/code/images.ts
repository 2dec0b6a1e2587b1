import type { FoundImage } from '../image-use.ts';
import { gradeOf, type ReferenceGrade } from '../reference-grade.ts';
import { imagesOf, isKnown, knownOf } from '../text-values.ts';
import type { ArgumentText, Program } from './texts.ts';

const told: ReadonlySet<ReferenceGrade> = new Set(['full', 'host', 'path', 'tagged']);

/** What a bare name is: `DockerImageName.parse("postgres")` also says of another image what it is like. */
export type Sure = 'likely' | 'possible' | false;

/** The image of an argument that is one by the function's type. Of what is not known whole there has to be the beginning. */
export function imagesOfArgument(
  argument: ArgumentText | undefined,
  path: string,
  program: Program,
  sure: Sure,
): readonly FoundImage[] {
  if (argument === undefined) return [];
  const { value, span } = argument;
  const known = knownOf(value);
  const grade = gradeOf(known);
  if (
    isKnown(value)
      ? !(told.has(grade) || (sure !== false && grade === 'bare'))
      : !/^[a-z0-9][\w.\-/]*[:/]/.test(known)
  )
    return [];
  return imagesOf([value], program.source.path, span).map((image) => ({
    ...image,
    path,
    purpose: 'pull',
    confidence: grade === 'bare' && sure !== false ? sure : 'likely',
    reach: 'default',
  }));
}
