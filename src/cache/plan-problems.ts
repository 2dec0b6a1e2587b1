import type { ImageReference } from '../image/index.ts';
import { maxRules } from './conflict.ts';
import { compareText } from './order.ts';
import { sourceRegistry } from './pattern.ts';
import type { CacheRegistry, PlannedRule, PlanProblem } from './types.ts';

/** One problem for each reason, which names the registry. */
export function unsupportedProblems(
  unsupported: readonly { readonly reference: ImageReference; readonly reason: string }[],
): readonly PlanProblem[] {
  const byReason = new Map<string, ImageReference[]>();
  for (const { reference, reason } of unsupported) {
    const references = byReason.get(reason);
    if (references === undefined) byReason.set(reason, [reference]);
    else references.push(reference);
  }
  return [...byReason]
    .sort(([a], [b]) => compareText(a, b))
    .map(([reason, references]) => ({ code: 'unsupported-upstream', message: `${reason}.`, references }));
}

/** Says which upstream takes most of the rules, and what a coarser granularity would save. */
export function limitProblem(rules: readonly PlannedRule[], registry: CacheRegistry): readonly PlanProblem[] {
  const total = rules.length + registry.rules.length;
  if (total <= maxRules) return [];
  const byHost = new Map<string, string[]>();
  for (const { rule } of rules) {
    const host = sourceRegistry(rule);
    const sources = byHost.get(host);
    if (sources === undefined) byHost.set(host, [rule.source]);
    else sources.push(rule.source);
  }
  const [largest] = [...byHost].sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b));
  if (largest === undefined) return [];
  const [host, sources] = largest;
  const byNamespace = new Set(sources.map(namespaceOf)).size;
  const [coarser, count] = byNamespace < sources.length ? ['namespace', byNamespace] : ['registry', 1];
  return [
    {
      code: 'too-many-rules',
      message: `The plan needs ${rules.length} new cache rules beside ${registry.rules.length}, and a registry holds ${maxRules}. ${sources.length} are for ${host}: with the granularity "${coarser}" it needs ${count}, ${total - sources.length + count} in all.`,
      references: [],
    },
  ];
}

/** `docker.io/grafana/loki` and `docker.io/grafana/*` are of one namespace; a repository at the root is alone. */
function namespaceOf(source: string): string {
  const [host = '', first = '', second] = source.split('/', 3);
  return second === undefined ? `${host}/${first}` : `${host}/${first}/*`;
}
