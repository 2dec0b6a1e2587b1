import { formatReference } from '../image/index.ts';
import type { VerifiedReference, VerifyReport } from '../verify/index.ts';
import { code, MAX_COMMENT, prose, table } from './shared/markdown.ts';
import { size } from './shared/size.ts';
import { counted } from './shared/text.ts';
import { remarksOf, type VerifyRemark } from './shared/verify-problems.ts';
import { platformsInWords, secondPullInWords, verifyVerdict } from './shared/verify-words.ts';
import type { VerifyReporter } from './types.ts';

/** For a comment on a pull request or a job's summary: what does not pull and what is worth knowing first, then what pulls. */
export const verifyMarkdown: VerifyReporter = (report) => {
  const heading = [`## Images: ${prose(verifyVerdict(report))}`, ''];
  if (report.references.length === 0)
    return `${heading.join('\n')}\nNo image is served by the cache rules.\n`;
  const proof = secondPullInWords(report);
  const told = proof === undefined ? [] : [`${prose(proof.charAt(0).toUpperCase() + proof.slice(1))}.`, ''];
  const remarks = section(
    ['Result', 'Image', 'What', 'What to do', 'Where'],
    report.references.flatMap((verified) => remarkRows(verified, report)),
    MAX_COMMENT - lengthOf([...heading, ...told]),
  );
  const pulled = section(
    ['Image', 'Digest', 'Platforms', 'Size', 'Time'],
    report.references.flatMap(pulledRow),
    MAX_COMMENT - lengthOf([...heading, ...told, ...remarks]),
  );
  return `${[...heading, ...told, ...remarks, ...pulled].join('\n').trimEnd()}\n`;
};

function remarkRows(verified: VerifiedReference, { via }: VerifyReport): readonly (readonly string[])[] {
  const { target } = verified;
  const places = target.uses.map(({ file, line }) => code(`${file}:${line}`));
  return remarksOf(verified, via).map(({ check, message, help }: VerifyRemark) => [
    `${check.severity} ${check.id}`,
    code(formatReference(target.reference)),
    prose(message),
    prose(help),
    places.join(', '),
  ]);
}

function pulledRow({ target, result, ms }: VerifiedReference): readonly (readonly string[])[] {
  if (!result.ok) return [];
  const { digest, platforms, bytes } = result.value;
  return [
    [
      code(formatReference(target.reference)),
      code(digest),
      platformsInWords(platforms),
      size(bytes),
      `${(ms / 1_000).toFixed(1)} s`,
    ],
  ];
}

/** A table with as many rows as there is room for, and a sentence on those that are left out. */
function section(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
  room: number,
): readonly string[] {
  if (rows.length === 0) return [];
  const lines = table(titles, rows);
  let left = room - 100;
  const fitting = lines.filter((line) => {
    left -= line.length + 1;
    return left >= 0;
  });
  const omitted = lines.length - fitting.length;
  return [
    ...fitting,
    '',
    ...(omitted === 0 ? [] : [`${counted(omitted, 'row')} more; the other formats have all of them.`, '']),
  ];
}

function lengthOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
