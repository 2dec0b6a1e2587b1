import { fileOnDisk } from '../../sources/file-on-disk.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';

/**
 * A problem for formats that lead readers into files of the repository: of what stands in a packed chart they are shown the
 * archive, and told the place in it.
 */
export function onDisk(problem: Problem): Problem {
  const { file, location, ...rest } = problem;
  const archive = file === undefined ? undefined : fileOnDisk(file);
  if (archive === undefined || archive === file) return problem;
  return { ...rest, file: archive, message: `${placeOf(problem)}: ${problem.message}` };
}
