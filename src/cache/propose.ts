import type { ImageReference } from '../image/index.ts';
import { credentialSetFor } from './credentials.ts';
import { joinPath } from './pattern.ts';
import { repositoryPathError } from './repository-path.ts';
import { freeName } from './rule-name.ts';
import { occupiedTargets, type TargetSpace, targetSpace } from './target-space.ts';
import type { CacheRegistry, CacheRule, Granularity, PlanPolicy } from './types.ts';
import { defaultTargetPrefix, type Upstream } from './upstreams.ts';

/** What one new rule has to open: an upstream, a namespace of it or one repository. */
export interface Want {
  readonly upstream: Upstream;
  readonly host: string;
  readonly granularity: Granularity;
  /** `` for the whole upstream, `grafana`, `grafana/loki`. */
  readonly scope: string;
}

/** A new rule, and what kept it from its usual form. */
export interface Proposal {
  readonly rule: CacheRule;
  readonly usualTarget: string;
}

/** What proposals are made against: targets and names that are left. A proposal is made with `propose`, and taken with `claim`. */
export interface Ledger {
  readonly registry: CacheRegistry;
  readonly space: TargetSpace;
  /** Names of rules, in lower case: those of the registry, and those claimed since. */
  readonly taken: ReadonlySet<string>;
  readonly claimed: Set<string>;
  /** Names of credential sets to create, by login server. */
  readonly newSets: Map<string, string>;
}

/**
 * What to open for a reference. A repository at the root of an upstream has no namespace: below a wish for
 * namespaces it is opened alone.
 */
export function wantFor(reference: ImageReference, upstream: Upstream, policy: PlanPolicy): Want {
  const host = reference.registry;
  const wish =
    policy.granularity?.[host] ?? policy.granularity?.[upstream.loginServer] ?? upstream.granularity;
  const slash = reference.repository.indexOf('/');
  if (wish === 'registry') return { upstream, host, granularity: wish, scope: '' };
  if (wish === 'repository' || slash === -1) {
    return { upstream, host, granularity: 'repository', scope: reference.repository };
  }
  return { upstream, host, granularity: wish, scope: reference.repository.slice(0, slash) };
}

/** What a registry takes up, made once however many references are decided against it. */
interface Taken {
  readonly targets: ReturnType<typeof occupiedTargets>;
  readonly names: ReadonlySet<string>;
}

const known = new WeakMap<CacheRegistry, Taken>();

function takenIn(registry: CacheRegistry): Taken {
  const taken = known.get(registry) ?? {
    targets: occupiedTargets(registry.rules, registry.existingRepositories),
    names: new Set(registry.rules.map(({ name }) => name.toLowerCase())),
  };
  known.set(registry, taken);
  return taken;
}

/** `inUse`: paths at which the registry serves images that must stay served. */
export function openLedger(registry: CacheRegistry, inUse: ReadonlySet<string> = new Set()): Ledger {
  const { targets, names } = takenIn(registry);
  return {
    registry,
    space: targetSpace(targets, inUse),
    taken: names,
    claimed: new Set(),
    newSets: new Map(),
  };
}

/**
 * A rule for what is wanted, at its usual target (`docker-hub/grafana`) or, where that is taken, at the next free one:
 * a wildcard at a path of its own (`docker-hub-grafana`, `docker-hub-grafana-2`), since a wildcard keeps on serving
 * what is added to the namespace; a static rule below a numbered prefix. Undefined where no wildcard fits at all.
 */
export function propose(want: Want, ledger: Ledger, policy: PlanPolicy): Proposal | undefined {
  const { host, scope } = want;
  const setName = credentialSetName(want, ledger);
  const source = joinPath(host, scope);
  const wildcard = want.granularity !== 'repository';
  if (wildcard && ledger.space.catchAll()) return undefined;
  const free = wildcard ? ledger.space.wildcardFree : ledger.space.staticFree;
  const prefix = targetPrefix(want, policy).prefix;
  let target = '';
  for (const candidate of candidates(prefix, want)) {
    if (!free(candidate, source)) continue;
    target = candidate;
    break;
  }
  const suffix = wildcard ? '/*' : '';
  const isTaken = (name: string): boolean => ledger.taken.has(name) || ledger.claimed.has(name);
  const name = freeName(`${prefix}-${scope}`, `${host}-${scope}`, source + suffix, isTaken);
  const rule = { name, source: source + suffix, target: target + suffix };
  return {
    rule: setName === undefined ? rule : { ...rule, credentialSet: setName },
    usualTarget: usualTarget(prefix, want) + suffix,
  };
}

export function claim(ledger: Ledger, rule: CacheRule): void {
  ledger.space.claim(rule);
  ledger.claimed.add(rule.name.toLowerCase());
}

/** The configured prefix for an upstream if it is a repository path, and the catalogue's if not. */
export function targetPrefix(
  want: Want,
  policy: PlanPolicy,
): { readonly prefix: string; readonly rejected?: string } {
  const usual = defaultTargetPrefix(want.upstream, want.host);
  const configured = policy.targetPrefix?.[want.host] ?? policy.targetPrefix?.[want.upstream.loginServer];
  if (configured === undefined) return { prefix: usual };
  return repositoryPathError(configured) === undefined
    ? { prefix: configured }
    : { prefix: usual, rejected: configured };
}

/**
 * The credential set that new rules of an upstream name: the existing one, or for an upstream that requires
 * credentials a new one, the same for every rule of a ledger.
 */
function credentialSetName({ upstream, host }: Want, { registry, newSets }: Ledger): string | undefined {
  if (upstream.credential === 'identity' || upstream.authentication === 'none') return undefined;
  const existing = credentialSetFor(host, registry.credentialSets);
  if (existing !== undefined) return existing.name;
  if (upstream.authentication === 'optional') return undefined;
  const known = newSets.get(host);
  if (known !== undefined) return known;
  const names = new Set([
    ...registry.credentialSets.map((set) => set.name.toLowerCase()),
    ...newSets.values(),
  ]);
  const name = freeName(defaultTargetPrefix(upstream, host), host, host, (candidate) => names.has(candidate));
  newSets.set(host, name);
  return name;
}

function usualTarget(prefix: string, { scope }: Want): string {
  return scope === '' ? prefix : `${prefix}/${scope}`;
}

function* candidates(prefix: string, want: Want): Generator<string> {
  yield usualTarget(prefix, want);
  // One segment: no wildcard but `*` can hold them all, so that one of them is free.
  const flat = prefix.replaceAll('/', '-');
  const { granularity, scope } = want;
  if (granularity === 'namespace') yield `${flat}-${scope}`;
  for (let count = 2; ; count++) {
    if (granularity === 'namespace') yield `${flat}-${scope}-${count}`;
    else if (granularity === 'registry') yield `${flat}-${count}`;
    else yield `${flat}-${count}/${scope}`;
  }
}
