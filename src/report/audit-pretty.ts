import { type AuditReport, type Finding, outcomes, type Severity } from '../audit/index.ts';
import { helmLines } from './shared/helm.ts';
import { CONFIGURATION } from './shared/place.ts';
import { skippedLines } from './shared/skipped.ts';
import { clipped, counted, groupBy, padded, printable, wrap } from './shared/text.ts';
import { findingsInWords, outcomeWords } from './shared/words.ts';
import type { AuditReporter, ReportOptions, Style } from './types.ts';

/** Longer than any message about references that are valid. */
const LONGEST = 2_000;

/** For people at a terminal: the findings by file, then what becomes of the images. */
export const auditPretty: AuditReporter = (report, options) => {
  const { style } = options;
  const lines: string[] = [];
  for (const [file, findings] of groupBy(report.findings, ({ file }) => file ?? CONFIGURATION)) {
    lines.push(style.bold(printable(file)));
    const place = findings.reduce((width, finding) => Math.max(width, positionOf(finding).length), 0);
    let before: Finding | undefined;
    for (const finding of findings) {
      lines.push(...findingLines(finding, finding.help !== before?.help, place, options));
      before = finding;
    }
    lines.push('');
  }
  lines.push(
    ...skippedLines(report.skipped, style),
    ...summaryTable(report, style),
    verdictLine(report, style),
  );
  lines.push(...nextSteps(report).map(style.dim), ...helmLines(report.helm, style));
  return `${lines.join('\n')}\n`;
};

function findingLines(
  finding: Finding,
  withHelp: boolean,
  placeWidth: number,
  { style, width }: ReportOptions,
): readonly string[] {
  const { severity, check, slug, message, help, when } = finding;
  const indent = ' '.repeat(placeWidth === 0 ? 4 : placeWidth + 4);
  const room = width === undefined ? undefined : Math.max(20, width - indent.length);
  const paragraphs = [
    message,
    ...(when === undefined ? [] : [`only when: ${when}`]),
    ...(withHelp ? [`help: ${help}`] : []),
  ];
  const place = placeWidth === 0 ? '' : `${style.cyan(positionOf(finding).padEnd(placeWidth))}  `;
  return [
    `  ${place}${coloured(severity, style)(severity)} ${check} ${slug}`,
    ...paragraphs.flatMap((paragraph) =>
      wrap(clipped(printable(paragraph), LONGEST), room).map((line) => indent + line),
    ),
  ];
}

/** `14:16`; empty for what concerns the file as a whole. */
function positionOf({ location }: Finding): string {
  return location === undefined ? '' : `${location.line}:${location.column}`;
}

/** The commands that go on from here. */
function nextSteps({ findings, summary }: AuditReport): readonly string[] {
  const [first] = findings;
  if (first === undefined) return [];
  const { uncovered, covered } = summary.outcomes;
  return [
    ...(uncovered.uses === 0 ? [] : ['`pullthrough rules` prints the cache rules that are missing.']),
    ...(covered.uses + uncovered.uses === 0
      ? []
      : [
          '`pullthrough kustomize --diff` shows how kustomizations send images through the cache, manifests left as they are.',
        ]),
    `\`pullthrough explain ${first.check}\` tells more about a check.`,
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
