import { overview } from './shared/links.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  const used = new Set<string>();
  for (const { decision } of context.uses) {
    if (decision.status === 'covered' || decision.status === 'cached') used.add(decision.rule.name);
  }
  return context.registry.rules
    .filter(({ name }) => !used.has(name))
    .map((rule) => ({
      subject: { kind: 'rules', rules: [rule] },
      message: `No image of this repository needs the cache rule ${rule.name} (${rule.source} -> ${rule.target}).`,
      help: 'If no other repository needs it either, delete it with `az acr cache delete`; images that are cached already stay.',
      rule,
    }));
}

export const unusedRule: Check = {
  id: 'PT011',
  slug: 'unused-rule',
  title: 'Cache rule that nothing here needs',
  level: 'info',
  about: 'rules',
  why: 'A rule lets every image of its upstream in under the name of your registry, whether anybody needs it or not.',
  run,
  docs: {
    what: 'Reports a cache rule that serves none of the images that this repository uses.',
    why: `A registry serves many repositories, so that this is information and no fault. A rule that nobody needs still widens what
can be pulled under the name of your registry, and counts towards the limit of 1,000 rules.`,
    example: {
      language: 'text',
      given: 'No file names an image of `quay.io`.',
      bad: 'quay.io/*  ->  quay/*',
      good: '(the rule is deleted, or another repository is known to need it)',
    },
    fix: 'Ask the other teams, then delete the rule. Turn the check off where one registry serves many repositories.',
    references: [overview],
  },
};
