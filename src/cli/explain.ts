import { checkPage, checks, findCheck } from '../audit/index.ts';
import { CommandError, type ExitCode } from './exit.ts';

/** `pullthrough explain [CHECK]`: the page of one check, or the list of all. */
export function explain(name: string | undefined): ExitCode {
  if (name === undefined) {
    for (const { id, slug, level, title } of checks) {
      process.stdout.write(`${id}  ${slug.padEnd(24)}  ${level.padEnd(7)}  ${title}\n`);
    }
    return 0;
  }
  const found = findCheck(name);
  if (!found.ok) {
    const { suggestion } = found.error;
    throw new CommandError(
      `there is no check "${name}"`,
      suggestion === undefined ? 'pullthrough explain lists them all' : `did you mean ${suggestion}?`,
    );
  }
  process.stdout.write(checkPage(found.value));
  return 0;
}
