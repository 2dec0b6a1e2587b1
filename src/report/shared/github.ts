import type { Severity } from '../../audit/index.ts';
import { onDisk } from './on-disk.ts';
import type { Problem } from './problem.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands, which GitHub Actions turns into annotations at the lines of a pull request.
 * Escapes and properties as in actions/toolkit, packages/core/src/command.ts.
 */
export function githubCommands(problems: readonly Problem[]): string {
  return problems
    .map(onDisk)
    .map((problem) => {
      const properties = propertiesOf(problem)
        .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
        .join(',');
      return `::${commands[problem.severity]} ${properties}::${escapeData(`${problem.message}\n${problem.help}`)}\n`;
    })
    .join('');
}

function propertiesOf({
  check,
  slug,
  file,
  location,
}: Problem): readonly (readonly [string, string | number])[] {
  const title = ['title', `${check} ${slug}`] as const;
  if (file === undefined) return [title];
  if (location === undefined) return [['file', file], title];
  const { line, column, endLine, endColumn } = location;
  // Columns are refused when the range has several lines.
  const columns =
    line === endLine
      ? ([
          ['col', column],
          ['endColumn', endColumn],
        ] as const)
      : [];
  return [['file', file], ['line', line], ['endLine', endLine], ...columns, title];
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
