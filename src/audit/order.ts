import type { Check, Violation } from './checks/types.ts';

/** A violation with the check that found it. */
export interface Reported {
  readonly check: Check;
  readonly violation: Violation;
}

/** By code unit, so that the order is the same on every machine. */
function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

/** By file, line, column and check; what concerns the configuration as a whole stands last. */
export function byPlace(left: Reported, right: Reported): number {
  return comparePlaces(left.violation, right.violation) || byCheck(left, right);
}

function comparePlaces({ subject: left }: Violation, { subject: right }: Violation): number {
  if (left.kind === 'rules' || right.kind === 'rules') {
    return Number(left.kind === 'rules') - Number(right.kind === 'rules');
  }
  return (
    compareText(left.use.file, right.use.file) ||
    left.use.line - right.use.line ||
    left.use.column - right.use.column
  );
}

function byCheck(left: Reported, right: Reported): number {
  return (
    compareText(left.check.id, right.check.id) || compareText(left.violation.message, right.violation.message)
  );
}
