import { type ImageReference, repositoryName, retiredRegistry } from '../image/index.ts';
import { globMatcher } from './globs.ts';
import { privateHost } from './hosts.ts';
import { coverages, upstreamReference } from './match.ts';
import { effectiveReference } from './successor.ts';
import type { CacheRegistry, Decision, Exemption } from './types.ts';
import {
  findUnsupported,
  findUpstream,
  looksLikeTarget,
  type Upstream,
  upstreamCatalogue,
} from './upstreams.ts';

/** A decision, but for the rule that would cover what is not covered. */
export type Classification =
  | Exclude<Decision, { readonly status: 'uncovered' }>
  | {
      readonly status: 'uncovered';
      readonly upstream: Upstream;
      /** The reference to cache: at the successor where its registry is retired. */
      readonly reference: ImageReference;
    };

/**
 * A host of the reserved domain `.invalid` (RFC 2606), which nothing is ever pulled from by accident: it stands for
 * the login server where none is configured.
 */
export const placeholderLoginServer = 'your-registry.invalid';

const ownMatcher = globMatcher((glob: string) => glob, true);
const exemptionMatcher = globMatcher(({ image }: Exemption) => image, false);

export function classify(reference: ImageReference, registry: CacheRegistry): Classification {
  const host = reference.registry.toLowerCase();
  if (host === registry.loginServer?.toLowerCase()) return inOwnRegistry(reference, registry);
  if (ownMatcher(registry.own)(host).length > 0) return { status: 'own' };
  const exemption = exemptionFor(reference, registry);
  if (exemption !== undefined) return { status: 'exempt', reason: exemption.reason };

  for (const { rule, path } of coverages(reference, registry.rules)) {
    const loginServer = registry.loginServer ?? placeholderLoginServer;
    return { status: 'covered', rule, cached: { ...reference, registry: loginServer, repository: path } };
  }
  const effective = effectiveReference(reference);
  const upstream = findUpstream(effective.registry);
  if (upstream === undefined) return { status: 'unsupported', reason: unsupportedReason(effective.registry) };
  return { status: 'uncovered', upstream, reference: effective };
}

/** Whether an exemption no longer holds on a day. */
export function isExpired({ expires }: Exemption, today: string | undefined): boolean {
  return expires !== undefined && today !== undefined && expires < today;
}

function exemptionFor(reference: ImageReference, { exempt, today }: CacheRegistry): Exemption | undefined {
  const matching = exemptionMatcher(exempt)(repositoryName(reference));
  return matching.find((exemption) => !isExpired(exemption, today));
}

function inOwnRegistry(reference: ImageReference, registry: CacheRegistry): Classification {
  const origin = upstreamReference(reference, registry.rules);
  if (origin !== undefined) return { status: 'cached', ...origin };
  if (repositorySet(registry.existingRepositories).has(reference.repository)) return { status: 'own' };
  const exemption = exemptionFor(reference, registry);
  if (exemption !== undefined) return { status: 'exempt', reason: exemption.reason };
  const reason = danglingReason(reference.repository, registry);
  return reason === undefined ? { status: 'own' } : { status: 'dangling', reason };
}

const repositorySets = new WeakMap<readonly string[], ReadonlySet<string>>();

function repositorySet(repositories: readonly string[]): ReadonlySet<string> {
  const known = repositorySets.get(repositories) ?? new Set(repositories);
  repositorySets.set(repositories, known);
  return known;
}

function danglingReason(path: string, { rules }: CacheRegistry): string | undefined {
  const [first] = path.split('/', 1);
  const neighbour = rules.find(({ target }) => target.split('/', 1)[0] === first && target !== '*');
  if (neighbour !== undefined) {
    return `no cache rule serves ${path}; the nearest, ${neighbour.name}, serves ${neighbour.target}`;
  }
  if (!looksLikeTarget(path)) return undefined;
  return `no cache rule serves ${path}, and ${first}/ is where images of the cache usually stand`;
}

function unsupportedReason(host: string): string {
  const reachable = privateHost(host);
  if (reachable !== undefined) {
    return `${host} cannot be cached: ${reachable}; if it is the team's own, list it under own`;
  }
  const advice = retiredRegistry(host)?.note ?? findUnsupported(host)?.advice;
  if (advice !== undefined) return `ACR does not cache ${host}: ${advice}`;
  return `ACR does not cache ${host} (its upstreams as of ${upstreamCatalogue.asOf}); copy the image with \`az acr import\`, or list the registry under own if it is the team's`;
}
