import { pulls } from '../../summary.ts';
import type { AuditedUse } from '../../types.ts';
import type { CheckContext } from '../types.ts';

/** The uses that make somebody pull; what is only pushed to or mentioned is not the checks' business. */
export function pulledUses(context: CheckContext): readonly AuditedUse[] {
  return context.uses.filter(({ use }) => pulls(use.purpose));
}

/** The pulls whose text is what the node asks for: no kustomization sends them elsewhere. */
export function directUses(context: CheckContext): readonly AuditedUse[] {
  return pulledUses(context).filter(({ redirectedBy }) => redirectedBy === undefined);
}
