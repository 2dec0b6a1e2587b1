import { formatReference, type ImageReference } from '../image/index.ts';
import { classify } from './classify.ts';
import { cachedReference } from './match.ts';
import { compareText, distinctReferences } from './order.ts';
import { joinPath } from './pattern.ts';
import { planCredentialSets } from './plan-credentials.ts';
import { limitProblem, unsupportedProblems } from './plan-problems.ts';
import { claim, type Ledger, openLedger, propose, targetPrefix, type Want, wantFor } from './propose.ts';
import { maxRepositoryLength } from './repository-path.ts';
import type { CacheRegistry, KeptRule, Plan, PlannedRule, PlanPolicy, PlanProblem } from './types.ts';

/** What one new rule is wanted for. */
interface Group {
  readonly want: Want;
  readonly references: ImageReference[];
}

/**
 * The fewest rules, of the granularity chosen for each upstream, that serve every reference which the registry does not
 * serve yet. None is in conflict with another or with what exists. References that are covered, own, exempt or
 * dangling need no rule; unsupported ones are reported.
 */
export function plan(
  references: Iterable<ImageReference>,
  registry: CacheRegistry,
  policy: PlanPolicy = {},
): Plan {
  const served = new Map(registry.rules.map((rule) => [rule, [] as ImageReference[]]));
  const unsupported: { reference: ImageReference; reason: string }[] = [];
  const inUse = new Set<string>();
  const groups = new Map<string, Group>();
  for (const reference of distinctReferences(references)) {
    const classified = classify(reference, registry);
    if (classified.status === 'covered' || classified.status === 'cached') {
      served.get(classified.rule)?.push(reference);
      inUse.add((classified.status === 'covered' ? classified.cached : reference).repository);
    } else if (classified.status === 'unsupported') {
      unsupported.push({ reference, reason: classified.reason });
    } else if (classified.status === 'uncovered') {
      addTo(groups, wantFor(classified.reference, classified.upstream, policy), reference);
    }
  }
  const ledger = openLedger(registry, inUse);
  const { rules, problems } = planGroups([...groups.values()], ledger, policy);
  const kept: KeptRule[] = [...served].map(([rule, serves]) => ({ rule, serves }));
  return {
    rules: rules.sort((a, b) => compareText(a.rule.name, b.rule.name)),
    credentialSets: planCredentialSets(
      rules.map(({ rule }) => rule),
      registry,
      policy,
    ),
    problems: [...unsupportedProblems(unsupported), ...problems, ...limitProblem(rules, registry)],
    kept: kept.sort((a, b) => compareText(a.rule.name, b.rule.name)),
  };
}

function addTo(groups: Map<string, Group>, want: Want, reference: ImageReference): void {
  const key = `${want.granularity} ${joinPath(want.host, want.scope)}`;
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { want, references: [reference] });
  else group.references.push(reference);
}

interface Planned {
  readonly rules: PlannedRule[];
  readonly problems: PlanProblem[];
}

/** Wildcards first: static rules fit beside them, while a wildcard does not fit around every static rule. */
function planGroups(groups: readonly Group[], ledger: Ledger, policy: PlanPolicy): Planned {
  const planned: Planned = { rules: [], problems: [] };
  const ordered = [...groups].sort((a, b) => compareText(orderKey(a.want), orderKey(b.want)));
  const rejected = new Set<string>();
  for (const group of ordered) {
    const prefix = targetPrefix(group.want, policy);
    if (prefix.rejected !== undefined && !rejected.has(group.want.host)) {
      rejected.add(group.want.host);
      planned.problems.push({
        code: 'invalid-prefix',
        message: `The target prefix ${JSON.stringify(prefix.rejected)} for ${group.want.host} is no repository path; ${prefix.prefix} is used. Write lower-case letters, digits and separators.`,
        references: [],
      });
    }
    if (planGroup(group, ledger, policy, planned)) continue;
    const alone = new Map<string, Group>();
    for (const reference of group.references) {
      addTo(alone, { ...group.want, granularity: 'repository', scope: reference.repository }, reference);
    }
    planned.problems.push({
      code: 'static-instead',
      message: `A cache rule has the target *, and ACR allows no other wildcard beside it: the images of ${joinPath(group.want.host, group.want.scope)} get one static rule each. Replace that rule by one with a path in its target.`,
      references: group.references,
    });
    for (const single of alone.values()) planGroup(single, ledger, policy, planned);
  }
  return planned;
}

function orderKey({ granularity, host, scope }: Want): string {
  return `${granularity === 'repository' ? 1 : 0}${joinPath(host, scope)}`;
}

/** False when no wildcard fits; everything else is settled and recorded. */
function planGroup(group: Group, ledger: Ledger, policy: PlanPolicy, planned: Planned): boolean {
  const { want, references } = group;
  const proposal = propose(want, ledger, policy);
  if (proposal === undefined) return false;
  const { rule, usualTarget } = proposal;
  const fits = (reference: ImageReference): boolean =>
    (cachedReference(reference, rule, '')?.repository.length ?? 0) <= maxRepositoryLength;
  const serves = references.filter(fits);
  const tooLong = references.filter((reference) => !fits(reference));
  if (tooLong.length > 0) {
    planned.problems.push({
      code: 'name-too-long',
      message: `Below ${rule.target} the repository would be longer than ${maxRepositoryLength} characters, which no client pulls. Exempt the image, or choose a shorter target prefix for ${want.host}.`,
      references: tooLong,
    });
  }
  if (serves.length === 0) return true;
  claim(ledger, rule);
  if (rule.target !== usualTarget) {
    planned.problems.push({
      code: 'target-taken',
      message: `${usualTarget} is taken by another cache rule or by repositories, so ${rule.name} has the target ${rule.target}.`,
      references: [],
    });
  }
  if (want.upstream.credential === 'identity') {
    planned.problems.push({
      code: 'identity-needed',
      message: `${rule.name} fetches from another Azure registry: create it with a user-assigned identity that may read ${want.host} (${want.upstream.note ?? ''}).`,
      references: [],
    });
  }
  planned.rules.push({ rule, why: why(want, serves), serves });
  return true;
}

function why({ granularity, host, scope, upstream }: Want, serves: readonly ImageReference[]): string {
  const images = new Set(serves.map(({ registry, repository }) => formatReference({ registry, repository })))
    .size;
  const count = images === 1 ? 'one image' : `${images} images`;
  if (granularity === 'registry') {
    return upstream.publishers === 'curated'
      ? `${count} of ${host}, where only its owner publishes`
      : `${count} of ${host}; anybody can publish there, and the rule lets all of it in`;
  }
  return `${count} of ${joinPath(host, scope)}`;
}
