import { compareText } from './order.ts';
import { ancestors, type PathPattern, parsePattern, sourcePattern } from './pattern.ts';
import type { CacheRule } from './types.ts';

/** A rule with both sides read. */
export interface IndexedRule {
  readonly rule: CacheRule;
  readonly source: PathPattern;
  readonly target: PathPattern;
}

/** Rules by what they serve and by what they fetch: a look-up costs as many steps as the name has segments. */
export interface RuleIndex {
  /** The rule that serves a path of the registry. */
  readonly serving: (path: string) => IndexedRule | undefined;
  /** The rules whose source holds an upstream name, the best first. */
  readonly fetching: (name: string) => Iterable<IndexedRule>;
}

const known = new WeakMap<readonly CacheRule[], RuleIndex>();

/** The index of a list of rules; made once for each list. */
export function indexRules(rules: readonly CacheRule[]): RuleIndex {
  const before = known.get(rules);
  if (before !== undefined) return before;
  const index = buildIndex(rules);
  known.set(rules, index);
  return index;
}

function buildIndex(rules: readonly CacheRule[]): RuleIndex {
  const exactTargets = new Map<string, IndexedRule>();
  const wildcardTargets = new Map<string, IndexedRule>();
  const exactSources = new Map<string, IndexedRule[]>();
  const wildcardSources = new Map<string, IndexedRule[]>();
  for (const rule of rules) {
    const source = sourcePattern(rule.source);
    const target = parsePattern(rule.target);
    // A wildcard on one side alone has no meaning: such a rule serves nothing.
    if (source.wildcard !== target.wildcard) continue;
    const entry = { rule, source, target };
    const targets = target.wildcard ? wildcardTargets : exactTargets;
    if (!targets.has(target.path)) targets.set(target.path, entry);
    const sources = source.wildcard ? wildcardSources : exactSources;
    const group = sources.get(source.path);
    if (group === undefined) sources.set(source.path, [entry]);
    else group.push(entry);
  }
  for (const groups of [exactSources, wildcardSources]) {
    for (const group of groups.values()) group.sort((a, b) => compareText(a.rule.name, b.rule.name));
  }
  return {
    serving: (path) => {
      const exact = exactTargets.get(path);
      if (exact !== undefined) return exact;
      for (const ancestor of ancestors(path)) {
        const wildcard = wildcardTargets.get(ancestor);
        if (wildcard !== undefined) return wildcard;
      }
      return path === '' ? undefined : wildcardTargets.get('');
    },
    fetching: function* (name) {
      yield* exactSources.get(name) ?? [];
      for (const ancestor of ancestors(name)) yield* wildcardSources.get(ancestor) ?? [];
    },
  };
}
