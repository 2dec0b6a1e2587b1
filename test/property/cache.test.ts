import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CacheRegistry,
  type CacheRule,
  cachedReference,
  conflicts,
  coveringRule,
  decide,
  findUpstream,
  type Granularity,
  matchRule,
  namePattern,
  type PlanPolicy,
  plan,
  upstreamReference,
  validateRule,
} from '../../src/cache/index.ts';
import { formatReference, type ImageReference, normalizeReference } from '../../src/image/index.ts';

const loginServer = 'team.azurecr.io';
// Few words, so that names meet: most of what can go wrong here is a collision.
const segment = fc.constantFrom(
  'a',
  'b',
  'a-b',
  'a.b',
  'library',
  'nginx',
  'grafana',
  'docker-hub',
  'quay',
  'k8s',
  'x'.repeat(60),
);
const host = fc.constantFrom(
  'docker.io',
  'dhi.io',
  'ghcr.io',
  'quay.io',
  'registry.k8s.io',
  'k8s.gcr.io',
  'mcr.microsoft.com',
  'eu.gcr.io',
  'us-docker.pkg.dev',
  'us.docker.pkg.dev',
  'other.azurecr.io',
  'lscr.io',
  'localhost:5000',
);
const path = fc.array(segment, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('/'));
const reference: fc.Arbitrary<ImageReference> = fc
  .record({ host, path, tag: fc.constantFrom('', ':1', ':2') })
  .map(({ host: registry, path: repository, tag }) => {
    const parsed = normalizeReference(`${registry}/${repository}${tag}`);
    if (!parsed.ok) throw new Error(parsed.error.reason);
    return parsed.value.reference;
  });
const references = fc.array(reference, { maxLength: 12 });

const prefix = fc.constantFrom(
  'docker-hub',
  'docker-hub/a',
  'quay',
  'quay/a',
  'k8s',
  'mcr',
  'ghcr',
  'm',
  'docker-hub-a',
  'quay-a',
);
const anyRule: fc.Arbitrary<CacheRule> = fc
  .record({
    host,
    source: fc.option(path, { nil: '' }),
    prefix,
    target: fc.option(path, { nil: '' }),
    wildcard: fc.boolean(),
    id: fc.nat(99),
  })
  .map((parts) => {
    const suffix = parts.wildcard ? '/*' : '';
    const source = parts.source === '' && !parts.wildcard ? 'a' : parts.source;
    return {
      name: `rule-${parts.id}`,
      source: [parts.host, source].filter((part) => part !== '').join('/') + suffix,
      target: [parts.prefix, parts.target].filter((part) => part !== '').join('/') + suffix,
    };
  });
/** Rules as ACR lets them stand together: each is added if nothing refuses it. */
const standingRules = fc.array(anyRule, { maxLength: 8 }).chain((rules) =>
  fc.boolean().map((catchAll) => {
    const all = catchAll
      ? [{ name: 'all-of-mcr', source: 'mcr.microsoft.com/*', target: '*' }, ...rules]
      : rules;
    const standing: CacheRule[] = [];
    for (const rule of all) {
      if (conflicts(registryOf([...standing], []), [rule]).length === 0) standing.push(rule);
    }
    return standing;
  }),
);
const repositories = fc.array(
  fc.tuple(prefix, path).map(([first, rest]) => `${first}/${rest}`),
  { maxLength: 4 },
);
const granularity = fc.constantFrom<Granularity>('registry', 'namespace', 'repository');
const policy: fc.Arbitrary<PlanPolicy> = fc.record({
  granularity: fc.dictionary(host, granularity, { maxKeys: 4 }),
  targetPrefix: fc.dictionary(host, fc.constantFrom('quay', 'm', 'm/n', 'Bad'), { maxKeys: 2 }),
});

function registryOf(rules: readonly CacheRule[], existingRepositories: readonly string[]): CacheRegistry {
  return { loginServer, rules, credentialSets: [], own: [], exempt: [], existingRepositories };
}

const situation = fc.record({ references, rules: standingRules, repositories, policy });
const runs = { numRuns: 400 };

describe('plan', () => {
  it('covers every reference that ACR can cache, without a conflict', () => {
    fc.assert(
      fc.property(situation, ({ references: wanted, rules, repositories: existing, policy: wish }) => {
        const registry = registryOf(rules, existing);
        const planned = plan(wanted, registry, wish);
        const added = planned.rules.map(({ rule }) => rule);
        expect(conflicts(registry, added)).toEqual([]);
        const after = registryOf([...rules, ...added], existing);
        const tooLong = new Set(
          planned.problems
            .filter(({ code }) => code === 'name-too-long')
            .flatMap((problem) => problem.references.map(formatReference)),
        );
        for (const one of wanted) {
          if (tooLong.has(formatReference(one))) continue;
          const { status } = decide(one, after);
          expect([formatReference(one), status]).toEqual([
            formatReference(one),
            expect.stringMatching(/^(?:covered|unsupported)$/),
          ]);
        }
        for (const { rule, serves } of planned.rules) {
          for (const one of serves) expect(coveringRule(one, after.rules)?.name).toBe(rule.name);
        }
      }),
      runs,
    );
  });

  it('takes nothing away from what was served before', () => {
    fc.assert(
      fc.property(situation, ({ references: wanted, rules, repositories: existing, policy: wish }) => {
        const registry = registryOf(rules, existing);
        // Beside a target * every static rule takes some path from it; the plan spares those of its references alone.
        fc.pre(!rules.some(({ target }) => target === '*'));
        const half = Math.ceil(wanted.length / 2);
        const added = plan(wanted.slice(0, half), registry, wish).rules.map(({ rule }) => rule);
        const after = registryOf([...rules, ...added], existing);
        for (const one of wanted) {
          const before = decide(one, registry);
          if (before.status === 'covered') expect(decide(one, after).status).toBe('covered');
        }
      }),
      runs,
    );
  });

  it('proposes nothing more once its rules exist', () => {
    fc.assert(
      fc.property(situation, ({ references: wanted, rules, repositories: existing, policy: wish }) => {
        const first = plan(wanted, registryOf(rules, existing), wish);
        const after = {
          ...registryOf([...rules, ...first.rules.map(({ rule }) => rule)], existing),
          credentialSets: first.credentialSets.map(({ credentialSet }) => credentialSet),
        };
        const second = plan(wanted, after, wish);
        expect(second.rules).toEqual([]);
        expect(second.credentialSets).toEqual([]);
      }),
      runs,
    );
  });

  it('does not depend on the order of the references, nor on repetitions', () => {
    fc.assert(
      fc.property(
        situation.chain((one) =>
          fc.tuple(
            fc.constant(one),
            fc.shuffledSubarray([...one.references], { minLength: one.references.length }),
          ),
        ),
        ([{ references: wanted, rules, repositories: existing, policy: wish }, shuffled]) => {
          const registry = registryOf(rules, existing);
          expect(plan([...shuffled, ...wanted], registry, wish)).toEqual(plan(wanted, registry, wish));
        },
      ),
      runs,
    );
  });

  it('writes sound rules with names of their own, and names one credential set for each upstream', () => {
    fc.assert(
      fc.property(situation, ({ references: wanted, rules, repositories: existing, policy: wish }) => {
        const planned = plan(wanted, registryOf(rules, existing), wish);
        const names = [...rules, ...planned.rules.map(({ rule }) => rule)].map(({ name }) =>
          name.toLowerCase(),
        );
        expect(new Set(names).size).toBe(names.length);
        for (const { rule } of planned.rules) {
          expect(validateRule(rule)).toEqual([]);
          expect(rule.name).toMatch(namePattern);
          expect(rule.name.length).toBeLessThanOrEqual(49);
        }
        const sets = planned.credentialSets.map(({ credentialSet }) => credentialSet);
        expect(new Set(sets.map(({ name }) => name)).size).toBe(sets.length);
        expect(new Set(sets.map(({ loginServer: server }) => server)).size).toBe(sets.length);
        for (const { rule } of planned.rules) {
          const upstream = findUpstream(rule.source.split('/', 1)[0] ?? '');
          const needed = upstream?.authentication === 'required' && upstream.credential === 'credential-set';
          expect(sets.some(({ name }) => name === rule.credentialSet)).toBe(needed);
        }
      }),
      runs,
    );
  });
});

describe('cachedReference and upstreamReference', () => {
  it('are inverse of each other wherever a rule covers', () => {
    fc.assert(
      fc.property(reference, standingRules, (one, rules) => {
        const rule = coveringRule(one, rules);
        fc.pre(rule !== undefined && one.registry !== 'k8s.gcr.io');
        if (rule === undefined) return;
        const cached = cachedReference(one, rule, loginServer);
        expect(cached).toBeDefined();
        if (cached === undefined) return;
        expect(matchRule(cached.repository, rules)).toBe(rule);
        expect(upstreamReference(cached, rules)?.upstream).toEqual(one);
      }),
      runs,
    );
  });

  it('give a reference that parses to itself', () => {
    fc.assert(
      fc.property(reference, standingRules, (one, rules) => {
        const decision = decide(one, registryOf(rules, []));
        fc.pre(decision.status === 'covered');
        if (decision.status !== 'covered') return;
        const parsed = normalizeReference(formatReference(decision.cached));
        expect(parsed.ok && parsed.value.reference).toEqual(decision.cached);
      }),
      runs,
    );
  });
});
