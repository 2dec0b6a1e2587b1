import { type AuditReport, type Finding, outcomes, type Severity } from '../audit/index.ts';
import { CONFIGURATION, placeOf } from './shared/place.ts';
import { skippedLines } from './shared/skipped.ts';
import { counted, groupBy, padded, printable, wrap } from './shared/text.ts';
import { findingsInWords, outcomeWords } from './shared/words.ts';
import type { AuditReporter, ReportOptions, Style } from './types.ts';

const INDENT = '           ';

/** For people at a terminal: the findings by file, then what becomes of the images. */
export const auditPretty: AuditReporter = (report, options) => {
  const { style } = options;
  const lines: string[] = [];
  for (const [file, findings] of groupBy(report.findings, ({ file }) => file ?? CONFIGURATION)) {
    lines.push(style.bold(printable(file)));
    for (const finding of findings) lines.push(...findingLines(finding, options));
    lines.push('');
  }
  lines.push(
    ...skippedLines(report.skipped, style),
    ...summaryTable(report, style),
    verdictLine(report, style),
  );
  if (report.findings.length > 0) {
    lines.push(style.dim('`pullthrough explain CHECK` tells more about a check, for example PT001.'));
  }
  return `${lines.join('\n')}\n`;
};

function findingLines(finding: Finding, { style, width }: ReportOptions): readonly string[] {
  const { severity, check, slug, message, help, when } = finding;
  const room = width === undefined ? undefined : Math.max(20, width - INDENT.length);
  const paragraphs = [message, ...(when === undefined ? [] : [`only when: ${when}`]), `help: ${help}`];
  return [
    `  ${coloured(severity, style)(severity.padEnd(7))}  ${check} ${slug}  ${style.cyan(placeOf(finding))}`,
    ...paragraphs.flatMap((paragraph) => wrap(printable(paragraph), room).map((line) => INDENT + line)),
  ];
}

function coloured(severity: Severity, style: Style): (text: string) => string {
  if (severity === 'error') return style.red;
  return severity === 'warning' ? style.yellow : style.dim;
}

function summaryTable({ summary }: AuditReport, style: Style): readonly string[] {
  const present = outcomes.filter((outcome) => summary.outcomes[outcome].uses > 0);
  if (present.length === 0) return [];
  const counts = present.map((outcome) => summary.outcomes[outcome]);
  const usesWidth = Math.max('uses'.length, ...counts.map(({ uses }) => String(uses).length));
  const imagesWidth = Math.max('images'.length, ...counts.map(({ images }) => String(images).length));
  const rows = present.map((outcome) => {
    const { uses, images } = summary.outcomes[outcome];
    return [`${uses}`.padStart(usesWidth), `${images}`.padStart(imagesWidth), outcomeWords[outcome]];
  });
  const heading = ['uses'.padStart(usesWidth), 'images'.padStart(imagesWidth), ''];
  return [style.bold(row(heading)), ...padded(rows).map(row), ''];
}

function row(cells: readonly string[]): string {
  return `  ${cells.join('  ')}`.trimEnd();
}

function verdictLine({ summary, findings, files }: AuditReport, style: Style): string {
  const suppressed = summary.suppressed === 0 ? '' : `, ${summary.suppressed} suppressed`;
  const text = `${findingsInWords(summary)}${suppressed}; ${counted(files.read, 'file')} read of ${files.seen}.`;
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  const worst = findings.reduce<Severity | undefined>(
    (known, { severity }) => (known === 'error' || severity === 'error' ? 'error' : severity),
    undefined,
  );
  if (worst === undefined) return style.green(sentence);
  return worst === 'error' ? style.red(sentence) : style.yellow(sentence);
}
