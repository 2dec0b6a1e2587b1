import { type CacheRegistry, type CacheRule, cachedReference, coveringRule } from '../../cache/index.ts';
import { formatReference, type ImageReference } from '../../image/index.ts';
import { padded } from '../../report/shared/text.ts';

export interface Introduction {
  readonly registry: CacheRegistry;
  /** Where the server listens: `http://127.0.0.1:5000`. */
  readonly url: string;
  readonly store: string;
  readonly offline: boolean;
}

/** A registry may have a thousand rules. */
const shownRules = 20;

/** What is served, and how to pull it: lines for a person. */
export function introduction({ registry, url, store, offline }: Introduction): readonly string[] {
  const { rules, loginServer } = registry;
  const { host } = new URL(url);
  const mode = `from ${store}${offline ? ', offline' : ''}`;
  if (rules.length === 0) return [`serving no cache rule yet, ${mode}`];
  const count = rules.length === 1 ? 'the cache rule' : `the ${rules.length} cache rules`;
  const rows = rules
    .slice(0, shownRules)
    .map(({ name, source, target }) => [`  ${name}`, source, `${host}/${target}`]);
  return [
    `serving ${count}${loginServer === undefined ? '' : ` of ${loginServer}`} ${mode}`,
    ...padded(rows).map((row) => row.join('  ')),
    ...(rules.length > shownRules ? [`  and ${rules.length - shownRules} more`] : []),
    'pull through it, for example:',
    `  docker pull ${examplePull(rules, host)}`,
  ];
}

/** Small images that anybody may pull. */
const examples: readonly ImageReference[] = [
  { registry: 'docker.io', repository: 'library/busybox', tag: 'latest' },
  { registry: 'registry.k8s.io', repository: 'pause', tag: '3.10' },
  { registry: 'mcr.microsoft.com', repository: 'hello-world', tag: 'latest' },
  { registry: 'quay.io', repository: 'prometheus/busybox', tag: 'latest' },
];

function examplePull(rules: readonly CacheRule[], host: string): string {
  for (const reference of examples) {
    const rule = coveringRule(reference, rules);
    const cached = rule === undefined ? undefined : cachedReference(reference, rule, host);
    if (cached !== undefined) return formatReference(cached);
  }
  return `${host}/${rules[0]?.target.replace(/\*$/, '<image>') ?? ''}:<tag>`;
}
