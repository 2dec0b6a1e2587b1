import type { Severity } from '../../audit/index.ts';
import { printJson } from './json.ts';
import { onDisk } from './on-disk.ts';
import { CONFIG_FILE } from './place.ts';
import type { Problem } from './problem.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * GitLab's Code Quality report (`artifacts:reports:codequality`). GitLab shows the description and not the name of the
 * check, drops entries whose fingerprint it has seen, and wants a path and a line in each.
 */
export function gitlabReport(problems: readonly Problem[]): string {
  return printJson(
    problems.map(onDisk).map(({ check, severity, message, help, file, location, fingerprint }) => ({
      description: `${check}: ${message} ${help}`,
      check_name: check,
      fingerprint,
      severity: severities[severity],
      location: {
        path: file ?? CONFIG_FILE,
        lines: { begin: location?.line ?? 1, end: location?.endLine ?? 1 },
      },
    })),
  );
}
