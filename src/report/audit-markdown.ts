import { type AuditReport, type Finding, outcomes } from '../audit/index.ts';
import { code, MAX_COMMENT, prose, table } from './shared/markdown.ts';
import { placeOf } from './shared/place.ts';
import { counted, groupBy } from './shared/text.ts';
import { findingsInWords, outcomeWords } from './shared/words.ts';
import type { AuditReporter } from './types.ts';

/** For a comment on a pull request or a job's summary: the table of outcomes, then the findings by check. */
export const auditMarkdown: AuditReporter = (report) => {
  const lines = [`## Container images: ${findingsInWords(report.summary)}`, '', ...outcomeTable(report)];
  if (report.summary.suppressed > 0)
    lines.push(`${counted(report.summary.suppressed, 'finding')} suppressed.`, '');
  if (report.skipped.length > 0) {
    lines.push(`${counted(report.skipped.length, 'file')} not read, or not whole:`, '');
    lines.push(...report.skipped.map(({ file, reason }) => `- ${code(file)}: ${prose(reason)}`), '');
  }
  return `${[...lines, ...findingSections(report.findings, MAX_COMMENT - lengthOf(lines))].join('\n').trimEnd()}\n`;
};

function outcomeTable({ summary }: AuditReport): readonly string[] {
  const present = outcomes.filter((outcome) => summary.outcomes[outcome].uses > 0);
  if (present.length === 0) return ['No image is pulled.', ''];
  const rows = present.map((outcome) => {
    const { uses, images } = summary.outcomes[outcome];
    return [String(uses), String(images), outcomeWords[outcome]];
  });
  return [...table(['Uses', 'Images', ''], rows), ''];
}

function findingSections(findings: readonly Finding[], room: number): readonly string[] {
  const groups = [...groupBy(findings, ({ check }) => check)].sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  const lines: string[] = [];
  let left = room;
  let shown = 0;
  for (const [, members] of groups) {
    const [first] = members;
    if (first === undefined) continue;
    const heading = [`### ${first.check} ${first.slug} (${members.length})`, '', prose(first.why), ''];
    const [titles = '', rule = ''] = table(['Severity', 'Place', 'Finding', 'What to do'], []);
    const rows: string[] = [];
    left -= lengthOf([...heading, titles, rule, '']);
    for (const finding of members) {
      const row = rowOf(finding);
      if (row.length + 1 > left) break;
      left -= row.length + 1;
      rows.push(row);
    }
    if (rows.length === 0) break;
    lines.push(...heading, titles, rule, ...rows, '');
    shown += rows.length;
    if (rows.length < members.length) break;
  }
  if (shown === findings.length) return lines;
  return [
    ...lines,
    `${counted(findings.length - shown, 'finding')} more; the other formats list all of them.`,
  ];
}

function rowOf(finding: Finding): string {
  const { severity, message, image, help } = finding;
  const marked = image === undefined ? message : message.replace(image, () => `\`${image}\``);
  return `| ${severity} | ${code(placeOf(finding))} | ${prose(marked)} | ${prose(help)} |`;
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
