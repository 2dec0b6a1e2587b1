import { formatReference } from '../image/index.ts';
import type { PullError, PullErrorCode, VerifiedReference } from '../verify/index.ts';
import { counted, padded, printable } from './shared/text.ts';
import type { Style } from './types.ts';

/** A table for people, what does not pull explained below it, and a sentence that sums up. */
export function verifyPretty(results: readonly VerifiedReference[], style: Style): string {
  if (results.length === 0) return 'no image is served by the cache rules\n';
  const rows = padded([
    ['reference', 'platforms', 'size', 'time', 'result'],
    ...results.map(({ target, result, ms }) => [
      printable(formatReference(target.reference)),
      result.ok ? platforms(result.value.platforms) : '-',
      result.ok ? size(result.value.bytes) : '-',
      `${(ms / 1_000).toFixed(1)} s`,
      result.ok ? 'ok' : words[result.error.code],
    ]),
  ]);
  const lines = rows.map((row, index) => {
    const cells = row.slice(0, -1).join('  ');
    const last = row.at(-1) ?? '';
    if (index === 0) return style.dim(`${cells}  ${last}`);
    return `${cells}  ${last === 'ok' ? style.green(last) : style.red(last)}`;
  });
  const failed = results.flatMap(({ target, result }) =>
    result.ok ? [] : [explanation(target, result.error, style)],
  );
  const bytes = results.reduce((sum, { result }) => sum + (result.ok ? result.value.bytes : 0), 0);
  const pulled = results.length - failed.length;
  const verdict = `${pulled} of ${counted(results.length, 'image')} ${results.length === 1 ? 'pulls' : 'pull'} through the cache, ${size(bytes)}`;
  return `${[...lines, '', ...failed, failed.length > 0 ? style.red(verdict) : style.green(verdict)].join('\n')}\n`;
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
  'no-platform': 'platform missing',
  'not-cached': 'not cached',
};

/** Places that are named of one image. */
const namedPlaces = 3;

function explanation(
  { reference, uses }: VerifiedReference['target'],
  { subject, message, retryAfterSeconds }: PullError,
  style: Style,
): string {
  const name = formatReference(reference);
  const part = name.endsWith(subject) ? '' : `${subject}: `;
  const wait = retryAfterSeconds === undefined ? '' : `; it may be asked again in ${retryAfterSeconds} s`;
  const places = uses.slice(0, namedPlaces).map(({ file, line }) => printable(`${file}:${line}`));
  const more = uses.length - places.length;
  return [
    style.bold(printable(name)),
    `  ${printable(part + message)}${wait}`,
    `  pulled by ${places.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
    '',
  ].join('\n');
}

function platforms(names: readonly string[]): string {
  if (names.length === 0) return 'one';
  return names.length <= 2 ? names.join(', ') : String(names.length);
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1_000_000_000 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
