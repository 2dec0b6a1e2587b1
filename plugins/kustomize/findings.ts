import { type FunctionResult, formatReference, type ImageUse, type UnresolvedUse } from '../../src/index.ts';
import type { Rewritten } from './rewrite.ts';

/** What is to be said of one image. */
export interface Finding {
  readonly severity: FunctionResult['severity'];
  readonly use: ImageUse | UnresolvedUse;
  /** Ends a sentence that begins with the image. */
  readonly text: string;
  /** What the image becomes, or would. */
  readonly proposed?: string;
}

/**
 * What becomes of each image. Where the build is only checked, every image that is pulled past the cache although it could
 * go through it, or should, is an error; what the cache cannot serve and what is not known stay warnings.
 */
export function findingsOf(rewritten: Rewritten, checking: boolean): readonly Finding[] {
  const severity = checking ? 'error' : 'warning';
  const changed = rewritten.rewritten.map(({ use, cached }): Finding => {
    const proposed = formatReference(cached);
    return checking
      ? { severity, use, text: `is pulled past the cache, which has it as ${proposed}`, proposed }
      : { severity: 'info', use, text: `goes through the cache as ${proposed}`, proposed };
  });
  const left = rewritten.left.map(({ use, code, reason }): Finding => {
    const text = `does not go through the cache: ${reason}`;
    return { severity: code === 'uncertain' ? 'warning' : severity, use, text };
  });
  const past = rewritten.uses.flatMap((use): readonly Finding[] => {
    if (use.purpose !== 'pull' && use.purpose !== 'build') return [];
    const decision = rewritten.decisionOf(use.reference);
    const graver = use.confidence === 'possible' ? 'warning' : severity;
    switch (decision.status) {
      case 'uncovered':
        return [{ severity: graver, use, text: 'does not go through the cache: no cache rule covers it' }];
      case 'dangling':
        return [
          { severity: graver, use, text: `names the cache, but nothing serves it: ${decision.reason}` },
        ];
      case 'unsupported':
        return [{ severity: 'warning', use, text: `does not go through the cache: ${decision.reason}` }];
      default:
        return [];
    }
  });
  const unknown = rewritten.unresolved.map(
    (use): Finding => ({ severity: 'warning', use, text: `is not known: ${use.reason}` }),
  );
  return [...changed, ...left, ...past, ...unknown];
}

/**
 * A line for each image that somebody has to look at; an image with no rule is named once, with the first place. What is
 * as it should be is not worth a line.
 */
export function messagesOf(findings: readonly Finding[]): readonly string[] {
  const lines = new Map<string, string>();
  for (const { severity, use, text } of findings) {
    if (severity === 'info') continue;
    const name = 'reference' in use ? formatReference(use.reference) : use.value;
    const key = `${severity} ${name} ${text}`;
    if (!lines.has(key)) lines.set(key, `${severity}: ${name} (${place(use)}) ${text}`);
  }
  return [...lines.values()];
}

function place({ object, path }: ImageUse | UnresolvedUse): string {
  return [[object?.kind, object?.name].filter(Boolean).join(' '), path].filter(Boolean).join(', ');
}

export function resultOf({ severity, use, text, proposed }: Finding): FunctionResult {
  const message = `${use.value} ${text}`;
  const { apiVersion, kind, name, namespace } = use.object ?? {};
  if (apiVersion === undefined || kind === undefined || name === undefined) return { message, severity };
  return {
    message,
    severity,
    resourceRef: { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name },
    field: {
      path: use.path,
      currentValue: use.value,
      ...(proposed === undefined ? {} : { proposedValue: proposed }),
    },
  };
}
