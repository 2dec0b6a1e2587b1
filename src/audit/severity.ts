import type { Severity } from './types.ts';

/** From the gravest down. */
const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** Whether the left one is graver than the right one. */
export function graver(left: Severity, right: Severity): boolean {
  return severities.indexOf(left) < severities.indexOf(right);
}
