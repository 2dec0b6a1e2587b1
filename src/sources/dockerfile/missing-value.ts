import { type Value, worstHole } from '../../formats/dockerfile/index.ts';
import { isReference } from '../../image/index.ts';
import type { UnresolvedReason } from '../image-use.ts';
import { templateMark } from './template-marks.ts';

/**
 * Why the reference of a FROM cannot be told from the file; undefined where it can. `built` is what BuildKit makes of
 * it with no build argument given: an undeclared variable is empty then and nobody can give it a value, so that what
 * remains stands if it is a reference at all.
 */
export function missingValue(
  value: Value,
  built: string | undefined,
  stageArgs: ReadonlySet<string>,
): UnresolvedReason | undefined {
  const hole = worstHole([value]);
  if (hole === undefined) {
    if (built === '') return { code: 'variable', reason: 'the name of the base image is empty' };
    return templateMark(built ?? '');
  }
  const { name, absence } = hole;
  if (absence === 'later') return variable(`variable ${name} gets its value only when the image is built`);
  if (absence === 'unset') return variable(`variable ${name} has no value here`);
  if (built !== undefined && isReference(built)) return undefined;
  return variable(
    stageArgs.has(name)
      ? `variable ${name} has no value here: FROM sees only the ARGs before the first FROM`
      : `variable ${name} has no value here: no ARG declares it`,
  );
}

function variable(reason: string): UnresolvedReason {
  return { code: 'variable', reason };
}
