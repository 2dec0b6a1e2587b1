import { checkPage, checks, findCheck } from '../audit/index.ts';
import { type VerifyCheck, verifyChecks } from '../verify/checks.ts';
import { CommandError, type ExitCode } from './exit.ts';

/** `pullthrough explain [CHECK]`: the page of one check, of the audit or of `verify`, or the list of all. */
export function explain(name: string | undefined): ExitCode {
  if (name === undefined) {
    for (const { id, slug, level, title } of checks) listCheck(id, slug, level, title);
    for (const { id, slug, severity, title } of verifyChecks) listCheck(id, slug, severity, title);
    return 0;
  }
  const ofVerify = verifyChecks.find(
    ({ id, slug }) => id === name.toUpperCase() || slug === name.toLowerCase(),
  );
  if (ofVerify !== undefined) {
    process.stdout.write(verifyPage(ofVerify));
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

function listCheck(id: string, slug: string, level: string, title: string): void {
  process.stdout.write(`${id}  ${slug.padEnd(24)}  ${level.padEnd(7)}  ${title}\n`);
}

/** What to do depends on the answer that came, and stands beside it in the report. */
function verifyPage({ id, slug, title, severity, why }: VerifyCheck): string {
  return `# ${id} ${slug}: ${title}\n\nLevel: ${severity}\n\n## Why\n\n${why}\n\n\`pullthrough verify\` says with each report what was answered, and what to do.\n`;
}
