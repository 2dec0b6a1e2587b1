import { formatReference } from '../image/index.ts';
import type { PullError, VerifiedReference, VerifyReport } from '../verify/index.ts';
import { JSON_VERSION, printJson } from './shared/json.ts';
import { remarksOf } from './shared/verify-problems.ts';
import type { VerifyReporter } from './types.ts';

/** One object for programs; its shape is versioned. */
export const verifyJson: VerifyReporter = (report) => {
  const { references, depth, platforms, via } = report;
  const failed = references.filter(({ result }) => !result.ok).length;
  return printJson({
    version: JSON_VERSION,
    ...(via === undefined ? {} : { via }),
    depth,
    ...(platforms.length === 0 ? {} : { platforms }),
    references: references.map((verified) => referenceJson(verified, report)),
    summary: {
      references: references.length,
      failed,
      bytes: references.reduce((sum, { result }) => sum + (result.ok ? result.value.bytes : 0), 0),
    },
  });
};

function referenceJson(verified: VerifiedReference, { via }: VerifyReport): Record<string, unknown> {
  const { target, result, ms } = verified;
  const { reference, upstream, rule, uses } = target;
  const remarks = remarksOf(verified, via);
  const base = {
    reference: formatReference(reference),
    upstream: formatReference(upstream),
    ...(rule === '' ? {} : { rule }),
    uses: uses.map(({ file, line, column, endLine, endColumn }) => ({
      file,
      line,
      column,
      endLine,
      endColumn,
    })),
    ok: result.ok,
    ms: Math.round(ms),
  };
  if (!result.ok) {
    const [remark] = remarks;
    return { ...base, error: { ...errorJson(result.error), check: remark?.check.id, help: remark?.help } };
  }
  const { notes, ...image } = result.value;
  return {
    ...base,
    ...image,
    notes: notes.map(({ code, message }, index) => ({ check: remarks[index]?.check.id, code, message })),
  };
}

function errorJson(error: PullError): Record<string, unknown> {
  const { code, message, subject, party, status, retryAfterSeconds, skipped } = error;
  return {
    code,
    message,
    subject,
    ...(party === undefined ? {} : { party }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(skipped === undefined ? {} : { skipped }),
  };
}
