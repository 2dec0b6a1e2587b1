import { formatReference } from '../image/index.ts';
import type { PullError, VerifiedReference } from '../verify/index.ts';
import { JSON_VERSION, printJson } from './shared/json.ts';

/** One object for programs; its shape is versioned. */
export function verifyJson(results: readonly VerifiedReference[]): string {
  const failed = results.filter(({ result }) => !result.ok).length;
  return printJson({
    version: JSON_VERSION,
    references: results.map(referenceJson),
    summary: {
      references: results.length,
      failed,
      bytes: results.reduce((sum, { result }) => sum + (result.ok ? result.value.bytes : 0), 0),
    },
  });
}

function referenceJson({ target, result, ms }: VerifiedReference): Record<string, unknown> {
  const { reference, upstream, rule, uses } = target;
  return {
    reference: formatReference(reference),
    upstream: formatReference(upstream),
    rule,
    uses: uses.map(({ file, line }) => ({ file, line })),
    ok: result.ok,
    ms: Math.round(ms),
    ...(result.ok ? result.value : { error: errorJson(result.error) }),
  };
}

function errorJson({
  code,
  message,
  subject,
  status,
  retryAfterSeconds,
}: PullError): Record<string, unknown> {
  return {
    code,
    message,
    subject,
    ...(status === undefined ? {} : { status }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
