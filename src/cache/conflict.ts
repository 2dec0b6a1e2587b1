import { compareText } from './order.ts';
import { overlapAdvice } from './overlap-advice.ts';
import { ancestors, parsePattern } from './pattern.ts';
import { type RuleError, validateRule } from './rule.ts';
import type { CacheRegistry, CacheRule } from './types.ts';

export type RuleConflictCode =
  | 'invalid-rule'
  | 'duplicate-name'
  | 'same-target'
  | 'wildcard-overlap'
  | 'repository-exists'
  | 'too-many-rules';

/** Why ACR refuses a rule beside what the registry holds. */
export interface RuleConflict {
  readonly code: RuleConflictCode;
  /** The rules in question: where two are in each other's way, first the one that holds the other or stands first. */
  readonly rules: readonly CacheRule[];
  /** What, why, and what to do. */
  readonly message: string;
  /** ACR's own error code, where it is known. */
  readonly acr?:
    | RuleError['acr']
    | 'TargetRepositoryAlreadyPresentInRegistry'
    | 'TargetRepositoryPrefixMatchesExistingRegistries';
}

/** artifact-cache-overview, "Current limitations". */
export const maxRules = 1000;

/**
 * What keeps ACR from accepting the rules together: those of the registry, and `proposed` ones beside them.
 * Overlaps are judged on targets (wildcards-artifact-cache): a wildcard must not hold another wildcard's target or
 * equal it, two static rules must not share one, and a static rule may stand within a wildcard. Repositories are
 * held against `proposed` rules alone: below the target of a rule that exists they are what it has cached.
 */
export function conflicts(
  registry: CacheRegistry,
  proposed: readonly CacheRule[] = [],
): readonly RuleConflict[] {
  const rules = [...registry.rules, ...proposed];
  return [
    ...invalidRules(rules),
    ...duplicateNames(rules),
    ...sharedTargets(rules),
    ...overlaps(rules),
    ...existingRepositories(proposed, registry.existingRepositories),
    ...tooMany(rules),
  ];
}

function* invalidRules(rules: readonly CacheRule[]): Generator<RuleConflict> {
  for (const rule of rules) {
    for (const { severity, message, acr } of validateRule(rule)) {
      if (severity !== 'error') continue;
      yield {
        code: 'invalid-rule',
        rules: [rule],
        message: `Cache rule ${rule.name}: ${message}`,
        ...(acr === undefined ? {} : { acr }),
      };
    }
  }
}

function* duplicateNames(rules: readonly CacheRule[]): Generator<RuleConflict> {
  const first = new Map<string, CacheRule>();
  for (const rule of rules) {
    const name = rule.name.toLowerCase();
    const other = first.get(name);
    if (other === undefined) first.set(name, rule);
    else {
      const message = `Two cache rules are named ${rule.name} (${describe(other)} and ${describe(rule)}): the second overwrites or is refused; Azure compares names without case. Rename one.`;
      yield { code: 'duplicate-name', rules: [other, rule], message };
    }
  }
}

function* sharedTargets(rules: readonly CacheRule[]): Generator<RuleConflict> {
  const first = new Map<string, CacheRule>();
  for (const rule of rules) {
    const other = first.get(rule.target);
    if (other === undefined) first.set(rule.target, rule);
    else {
      const message = `The cache rules ${other.name} (${describe(other)}) and ${rule.name} (${describe(rule)}) have the same target, and ACR refuses the one created second. Give one another target, or delete it.`;
      yield { code: 'same-target', rules: [other, rule], message };
    }
  }
}

function* overlaps(rules: readonly CacheRule[]): Generator<RuleConflict> {
  const wildcards = new Map<string, CacheRule>();
  for (const rule of rules) {
    const { path, wildcard } = parsePattern(rule.target);
    if (wildcard && !wildcards.has(path)) wildcards.set(path, rule);
  }
  for (const [path, inner] of wildcards) {
    if (path === '') continue;
    const above = [...ancestors(path), ''].find((ancestor) => wildcards.has(ancestor));
    const outer = above === undefined ? undefined : wildcards.get(above);
    if (outer === undefined) continue;
    yield {
      code: 'wildcard-overlap',
      rules: [outer, inner],
      message: `The cache rules ${outer.name} (${describe(outer)}) and ${inner.name} (${describe(inner)}) overlap: ${outer.target} holds ${inner.target}, and ACR refuses the one created second. ${overlapAdvice(outer, inner)}`,
    };
  }
}

function* existingRepositories(
  proposed: readonly CacheRule[],
  repositories: readonly string[],
): Generator<RuleConflict> {
  const names = new Set(repositories);
  const below = new Map<string, string[]>();
  for (const rule of proposed) {
    const { path, wildcard } = parsePattern(rule.target);
    if (wildcard) below.set(path, []);
  }
  for (const repository of names) {
    for (const ancestor of [...ancestors(repository), '']) below.get(ancestor)?.push(repository);
  }
  for (const rule of proposed) {
    const { path, wildcard } = parsePattern(rule.target);
    if (!wildcard) {
      if (!names.has(path)) continue;
      yield {
        code: 'repository-exists',
        rules: [rule],
        message: `The registry has a repository ${path}, so ACR refuses the cache rule ${rule.name} (${describe(rule)}). Choose another target, or delete the repository if nothing needs it.`,
        acr: 'TargetRepositoryAlreadyPresentInRegistry',
      };
      continue;
    }
    const inTheWay = (below.get(path) ?? []).sort(compareText);
    if (inTheWay.length === 0) continue;
    yield {
      code: 'repository-exists',
      rules: [rule],
      message: `The registry has ${listed(inTheWay)} below ${rule.target}, so ACR refuses the cache rule ${rule.name} (${describe(rule)}). Choose a target that holds no repository yet.`,
      acr: 'TargetRepositoryPrefixMatchesExistingRegistries',
    };
  }
}

function* tooMany(rules: readonly CacheRule[]): Generator<RuleConflict> {
  if (rules.length <= maxRules) return;
  yield {
    code: 'too-many-rules',
    rules: rules.slice(maxRules),
    message: `There are ${rules.length} cache rules and a registry holds ${maxRules} at most. Replace static rules by one wildcard for each namespace.`,
  };
}

/** `docker.io/library/* -> docker-hub/*` */
function describe(rule: CacheRule): string {
  return `${rule.source} -> ${rule.target}`;
}

function listed(repositories: readonly string[]): string {
  const [first = '', ...others] = repositories;
  if (others.length === 0) return `the repository ${first}`;
  return `${repositories.length} repositories (${first}, …)`;
}
