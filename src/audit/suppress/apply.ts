import type { Finding, SuppressedFinding, UnusedSuppression } from '../types.ts';
import type { IgnoreDirective } from './types.ts';

const ALL = '*';

/** What directives say about the same lines: the directive by check name. Stacked comments become one entry. */
type Group = Map<string, { readonly directive: IgnoreDirective; used: boolean }>;

interface FileDirectives {
  readonly groups: readonly Group[];
  readonly wholeFile: Group;
  readonly byLine: ReadonlyMap<number, readonly Group[]>;
}

export interface Suppression {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly unused: readonly UnusedSuppression[];
}

/**
 * Takes out the findings that a directive of their file speaks for. `idle` names checks that did not run: a
 * directive for one of them is not unused, it only waits.
 */
export function applySuppressions(
  findings: readonly Finding[],
  directives: ReadonlyMap<string, readonly IgnoreDirective[]>,
  idle: ReadonlySet<string>,
): Suppression {
  const files = new Map([...directives].map(([file, list]) => [file, indexDirectives(list)]));
  const kept: Finding[] = [];
  const suppressed: SuppressedFinding[] = [];
  for (const finding of findings) {
    const directive = suppressing(finding, files.get(finding.file ?? ''));
    if (directive === undefined) kept.push(finding);
    else {
      const { line, reason } = directive;
      suppressed.push({ finding, line, ...(reason === undefined ? {} : { reason }) });
    }
  }
  return { findings: kept, suppressed, unused: unusedSuppressions(directives, files, idle) };
}

function indexDirectives(directives: readonly IgnoreDirective[]): FileDirectives {
  const wholeFile: Group = new Map();
  const ranges = new Map<string, { readonly from: number; readonly to: number; readonly group: Group }>();
  for (const directive of directives) {
    const { covers } = directive;
    if (covers === undefined) continue;
    let group = wholeFile;
    if (covers !== 'file') {
      const key = `${covers.from}-${covers.to}`;
      const known = ranges.get(key) ?? { ...covers, group: new Map() };
      ranges.set(key, known);
      group = known.group;
    }
    for (const name of names(directive)) if (!group.has(name)) group.set(name, { directive, used: false });
  }
  const byLine = new Map<number, Group[]>();
  for (const { from, to, group } of ranges.values()) {
    for (let line = from; line <= to; line++) {
      const groups = byLine.get(line);
      if (groups === undefined) byLine.set(line, [group]);
      else groups.push(group);
    }
  }
  return { groups: [wholeFile, ...[...ranges.values()].map(({ group }) => group)], wholeFile, byLine };
}

function names({ checks }: IgnoreDirective): readonly string[] {
  return checks.length === 0 ? [ALL] : checks;
}

/** The first directive that takes the finding out; all that would are marked as used. */
function suppressing(finding: Finding, file: FileDirectives | undefined): IgnoreDirective | undefined {
  if (file === undefined || finding.location === undefined) return undefined;
  const { line, endLine } = finding.location;
  const groups = [
    ...(file.byLine.get(line) ?? []),
    ...(endLine === line ? [] : (file.byLine.get(endLine) ?? [])),
    file.wholeFile,
  ];
  let first: IgnoreDirective | undefined;
  for (const group of groups) {
    for (const name of [finding.check.toLowerCase(), finding.slug, ALL]) {
      const entry = group.get(name);
      if (entry === undefined) continue;
      entry.used = true;
      first ??= entry.directive;
    }
  }
  return first;
}

function unusedSuppressions(
  directives: ReadonlyMap<string, readonly IgnoreDirective[]>,
  files: ReadonlyMap<string, FileDirectives>,
  idle: ReadonlySet<string>,
): readonly UnusedSuppression[] {
  return [...directives].flatMap(([file, list]) => {
    const used = new Map<IgnoreDirective, Set<string>>();
    for (const group of files.get(file)?.groups ?? []) {
      for (const [name, entry] of group) {
        if (!entry.used) continue;
        const known = used.get(entry.directive);
        if (known === undefined) used.set(entry.directive, new Set([name]));
        else known.add(name);
      }
    }
    return list.flatMap((directive): UnusedSuppression[] => {
      const left = names(directive).filter((name) => !used.get(directive)?.has(name) && !idle.has(name));
      if (left.length === 0) return [];
      return [{ file, line: directive.line, checks: left.filter((name) => name !== ALL) }];
    });
  });
}
