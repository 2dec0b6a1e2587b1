import { type CacheRegistry, type Decision, decide, upstreamReference } from '../../cache/index.ts';
import { formatReference, type ImageReference, withDefaultTag } from '../../image/index.ts';
import { err } from '../../result.ts';
import type { VerifiedReference, VerifyPlace, VerifyTarget } from '../../verify/index.ts';
import type { ListedReference } from './reference-list.ts';

export interface ListedTargets {
  readonly targets: readonly VerifyTarget[];
  /** What no rule serves: a failure, since somebody listed it. */
  readonly refused: readonly VerifiedReference[];
}

interface Listed extends VerifyTarget {
  readonly uses: VerifyPlace[];
}

/** Every distinct listed reference as the cache serves it, in the order of the list: written for the cache already, or for its upstream. */
export function listedTargets(listed: readonly ListedReference[], registry: CacheRegistry): ListedTargets {
  const targets = new Map<string, Listed>();
  const refused = new Map<string, Listed & { readonly message: string }>();
  for (const { reference, place } of listed) {
    const decision = decide(reference, registry);
    const cached = cachedOf(reference, decision);
    const origin = cached === undefined ? undefined : upstreamReference(cached, registry.rules);
    if (cached !== undefined && origin !== undefined) {
      const key = formatReference(cached);
      const known = targets.get(key) ?? {
        reference: cached,
        upstream: origin.upstream,
        rule: origin.rule.name,
        uses: [],
      };
      known.uses.push(place);
      targets.set(key, known);
    } else {
      const written = withDefaultTag(reference);
      const key = formatReference(written);
      const target = { reference: written, upstream: written, rule: '', uses: [] };
      const known = refused.get(key) ?? { ...target, message: reasonOf(decision) };
      known.uses.push(place);
      refused.set(key, known);
    }
  }
  return { targets: [...targets.values()], refused: [...refused.values()].map(refusal) };
}

function refusal({ message, ...target }: Listed & { readonly message: string }): VerifiedReference {
  const { digest, tag = '' } = target.reference;
  return { target, result: err({ code: 'no-rule', message, subject: digest ?? tag }), ms: 0 };
}

function cachedOf(reference: ImageReference, decision: Decision): ImageReference | undefined {
  if (decision.status === 'covered') return withDefaultTag(decision.cached);
  return decision.status === 'cached' ? withDefaultTag(reference) : undefined;
}

function reasonOf(decision: Decision): string {
  switch (decision.status) {
    case 'own':
      return 'it is of a registry of your own, and not of the cache';
    case 'exempt':
      return `it is exempt from the cache: ${decision.reason}`;
    case 'unsupported':
    case 'dangling':
      return decision.reason;
    default:
      return 'no cache rule serves it';
  }
}
