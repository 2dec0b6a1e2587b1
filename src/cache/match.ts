import { type ImageReference, repositoryName } from '../image/index.ts';
import { isBelow, joinPath, parsePattern, remainder, sourcePattern, withLibrary } from './pattern.ts';
import { maxRepositoryLength } from './repository-path.ts';
import { type IndexedRule, indexRules } from './rule-index.ts';
import { effectiveReference } from './successor.ts';
import type { CacheRule } from './types.ts';

/** What a path of the registry stands for. */
export interface CacheOrigin {
  readonly rule: CacheRule;
  /** What the rule fetches, with the tag and digest of the reference asked for. */
  readonly upstream: ImageReference;
}

/** A rule that serves a reference, and where. */
export interface Coverage {
  readonly rule: CacheRule;
  /** Path in the team's registry. */
  readonly path: string;
}

/**
 * The rule that serves a path of the registry (`docker-hub/library/nginx`): a static rule before a wildcard
 * rule, and a wildcard holds the whole remainder, of at least one segment. ACR admits no overlapping wildcards;
 * in a list that has some, the longest target wins.
 */
export function matchRule(path: string, rules: readonly CacheRule[]): CacheRule | undefined {
  return indexRules(rules).serving(path)?.rule;
}

/**
 * The rules that serve an upstream reference, the best first: static before wildcard, then the longest source,
 * then the name. A rule whose path for this reference belongs to another rule (a static rule within its target)
 * does not serve it and is left out.
 */
export function* coverages(reference: ImageReference, rules: readonly CacheRule[]): Generator<Coverage> {
  const index = indexRules(rules);
  const effective = effectiveReference(reference);
  const name = repositoryName(effective);
  for (const entry of index.fetching(name)) {
    const path = targetPath(name, entry);
    if (path.length > maxRepositoryLength) continue;
    const serving = index.serving(path);
    if (serving === undefined) continue;
    if (serving === entry || repositoryName(upstreamOf(path, serving)) === name)
      yield { rule: serving.rule, path };
  }
}

/** The best rule for an upstream reference. */
export function coveringRule(reference: ImageReference, rules: readonly CacheRule[]): CacheRule | undefined {
  for (const { rule } of coverages(reference, rules)) return rule;
  return undefined;
}

/** Where the registry serves an upstream reference through a rule; undefined when the rule's source does not hold it. */
export function cachedReference(
  reference: ImageReference,
  rule: CacheRule,
  loginServer: string,
): ImageReference | undefined {
  const source = sourcePattern(rule.source);
  const target = parsePattern(rule.target);
  const name = repositoryName(effectiveReference(reference));
  const held = source.wildcard ? isBelow(name, source.path) : name === source.path;
  if (!held || source.wildcard !== target.wildcard) return undefined;
  return { ...reference, registry: loginServer, repository: targetPath(name, { rule, source, target }) };
}

/** What the registry fetches for a reference to it; the inverse of `cachedReference`. Undefined when no rule serves its path. */
export function upstreamReference(
  cached: ImageReference,
  rules: readonly CacheRule[],
): CacheOrigin | undefined {
  const entry = indexRules(rules).serving(cached.repository);
  if (entry === undefined) return undefined;
  return { rule: entry.rule, upstream: { ...cached, ...upstreamOf(cached.repository, entry) } };
}

function targetPath(name: string, { source, target }: IndexedRule): string {
  return target.wildcard ? joinPath(target.path, remainder(name, source.path)) : target.path;
}

function upstreamOf(path: string, { source, target }: IndexedRule): { registry: string; repository: string } {
  const name = source.wildcard ? joinPath(source.path, remainder(path, target.path)) : source.path;
  const slash = name.indexOf('/');
  const registry = slash === -1 ? name : name.slice(0, slash);
  return { registry, repository: withLibrary(registry, slash === -1 ? '' : name.slice(slash + 1)) };
}
