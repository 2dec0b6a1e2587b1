import type { Check, CheckContext, Violation } from '../../../../src/audit/checks/types.ts';
import { checks } from '../../../../src/audit/index.ts';
import { registry } from '../builders.ts';

/** What one check alone says about a context; whatever is not given is empty. */
export function violations(slug: string, context: Partial<CheckContext>): readonly Violation[] {
  return check(slug).run({
    uses: [],
    unresolved: [],
    registry: { ...registry, rules: [] },
    conflicts: [],
    missingCredentials: [],
    entryProblems: [],
    ...context,
  });
}

export function messages(slug: string, context: Partial<CheckContext>): readonly string[] {
  return violations(slug, context).map(({ message }) => message);
}

function check(slug: string): Check {
  const found = checks.find((candidate) => candidate.slug === slug);
  if (found === undefined) throw new Error(`there is no check ${slug}`);
  return found;
}
