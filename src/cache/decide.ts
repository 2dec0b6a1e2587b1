import type { ImageReference } from '../image/index.ts';
import { classify, placeholderLoginServer } from './classify.ts';
import { cachedReference } from './match.ts';
import { openLedger, propose, wantFor } from './propose.ts';
import type { CacheRegistry, Decision, PlanPolicy } from './types.ts';

/**
 * What becomes of one reference. In this order: what points at the team's registry is `cached`, `own` or `dangling`; the
 * team's other registries are `own`; an exemption stands before any rule; then `covered`, `unsupported`, `uncovered`.
 * The proposed rule is the one for this reference alone; `plan` sees all of them together.
 */
export function decide(
  reference: ImageReference,
  registry: CacheRegistry,
  policy: PlanPolicy = {},
): Decision {
  const classified = classify(reference, registry);
  if (classified.status !== 'uncovered') return classified;
  const { upstream, reference: wanted } = classified;
  const ledger = openLedger(registry);
  const want = wantFor(wanted, upstream, policy);
  const proposal =
    propose(want, ledger, policy) ??
    propose({ ...want, granularity: 'repository', scope: wanted.repository }, ledger, policy);
  if (proposal === undefined) return { status: 'uncovered' };
  const { rule } = proposal;
  const cached = cachedReference(reference, rule, registry.loginServer ?? placeholderLoginServer);
  return { status: 'uncovered', proposed: rule, ...(cached === undefined ? {} : { cached }) };
}
