import { onDisk } from './on-disk.ts';
import { placeOf } from './place.ts';
import type { Problem } from './problem.ts';
import { printable } from './text.ts';

/**
 * Logging commands of Azure Pipelines: `##vso[task.logissue …]`. Escapes as in azure-pipelines-task-lib, taskcommand.ts.
 * The command knows errors and warnings only; a note is a line of the log.
 */
export function azureCommands(problems: readonly Problem[]): string {
  return problems
    .map(onDisk)
    .map((problem) => `${lineOf(problem)}\n`)
    .join('');
}

function lineOf(problem: Problem): string {
  const { check, slug, severity, file, location, message, help } = problem;
  if (severity === 'info') return `${placeOf(problem)}: ${check} ${slug}: ${printable(`${message} ${help}`)}`;
  const properties = [
    ['type', severity],
    ...(file === undefined ? [] : [['sourcepath', file]]),
    ...(location === undefined
      ? []
      : [
          ['linenumber', String(location.line)],
          ['columnnumber', String(location.column)],
        ]),
    ['code', check],
  ] as const;
  const written = properties.map(([name, value]) => `${name}=${escapeProperty(value ?? '')};`).join('');
  return `##vso[task.logissue ${written}]${escapeData(`${message} ${help}`)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%AZP25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(';', '%3B').replaceAll(']', '%5D');
}
