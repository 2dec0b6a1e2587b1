import { formatReference } from '../image/index.ts';
import type { PullErrorCode, VerifiedReference } from '../verify/index.ts';
import { size } from './shared/size.ts';
import { clipped, padded, printable, wrap } from './shared/text.ts';
import { remarksOf } from './shared/verify-problems.ts';
import { platformsInWords, secondPullInWords, verifyVerdict } from './shared/verify-words.ts';
import type { ReportOptions, Style, VerifyReporter } from './types.ts';

/** A table for people, what does not pull explained below it, and a sentence that sums up. */
export const verifyPretty: VerifyReporter = (report, options) => {
  const { references, via } = report;
  const { style } = options;
  if (references.length === 0) return 'no image is served by the cache rules\n';
  const proof = secondPullInWords(report);
  const verdict = verifyVerdict(report);
  const lines = [
    ...resultTable(references, style),
    '',
    ...references.flatMap((verified) => explanation(verified, via, options)),
    references.some(({ result }) => !result.ok) ? style.red(verdict) : style.green(verdict),
    ...(proof === undefined ? [] : [style.dim(proof)]),
  ];
  return `${lines.join('\n')}\n`;
};

function resultTable(references: readonly VerifiedReference[], style: Style): readonly string[] {
  const rows = padded([
    ['reference', 'platforms', 'size', 'time', 'result'],
    ...references.map(({ target, result, ms }) => [
      printable(formatReference(target.reference)),
      result.ok ? platformsInWords(result.value.platforms) : '-',
      result.ok ? size(result.value.bytes) : '-',
      `${(ms / 1_000).toFixed(1)} s`,
      result.ok ? 'ok' : words[result.error.code],
    ]),
  ]);
  return rows.map((row, index) => {
    const cells = row.slice(0, -1).join('  ');
    const last = row.at(-1) ?? '';
    if (index === 0) return style.dim(`${cells}  ${last}`);
    return `${cells}  ${last === 'ok' ? style.green(last) : style.red(last)}`;
  });
}

const words: Readonly<Record<PullErrorCode, string>> = {
  invalid: 'not a name that can be pulled',
  network: 'no connection',
  tls: 'certificate refused',
  timeout: 'timed out',
  aborted: 'interrupted',
  unauthorized: 'login needed',
  denied: 'denied',
  'not-found': 'not found',
  'rate-limited': 'rate limited',
  unavailable: 'upstream does not answer',
  protocol: 'unusable answer',
  'redirect-refused': 'redirect refused',
  'realm-refused': 'token server refused',
  stale: 'not verified: the upstream does not answer',
  content: 'wrong content',
  'schema-1': 'manifest too old',
  'no-platform': 'platform missing',
  'not-cached': 'not cached',
  'no-rule': 'no cache rule',
};

/** Places that are named of one image; the other formats name all. */
const namedPlaces = 10;

/** Longer than any message about references that are valid. */
const longest = 2_000;

function explanation(
  verified: VerifiedReference,
  via: string | undefined,
  { style, width }: ReportOptions,
): readonly string[] {
  const { reference, uses } = verified.target;
  const room = width === undefined ? undefined : Math.max(20, width - 2);
  const indented = (text: string): readonly string[] =>
    wrap(clipped(printable(text), longest), room).map((line) => `  ${line}`);
  return remarksOf(verified, via).flatMap(({ check: { id, slug, severity }, message, help }) => {
    const colour = severity === 'error' ? style.red : severity === 'warning' ? style.yellow : style.dim;
    const places = uses.slice(0, namedPlaces).map(({ file, line }) => `${file}:${line}`);
    const more = uses.length - places.length;
    return [
      `${style.bold(printable(formatReference(reference)))}  ${colour(severity)} ${id} ${slug}`,
      ...indented(message),
      ...indented(`help: ${help}`),
      ...indented(`named in ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`),
      '',
    ];
  });
}
