import { troubleshooting, wildcards } from './shared/links.ts';
import { ruleViolations } from './shared/rule-violations.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP =
  'Take one of the rules out of the configuration; what it was to serve, `pullthrough rules` then proposes a rule for that fits beside the others.';

function run(context: CheckContext): readonly Violation[] {
  return ruleViolations(context.conflicts, HELP);
}

export const ruleConflict: Check = {
  id: 'PT010',
  slug: 'rule-conflict',
  title: 'Cache rules that ACR refuses',
  level: 'error',
  about: 'rules',
  why: 'Azure Container Registry refuses to create the rule, and what it should serve is not served.',
  run,
  docs: {
    what: `Reports cache rules in the configuration that ACR does not accept: names or patterns of the wrong form, two wildcard rules of
which one target contains the other, two rules with the same target, targets that existing repositories occupy.`,
    why: `The targets of wildcard rules must not lie inside each other. Many guides print exactly such a set: one rule for
\`docker-hub/*\` and more for \`docker-hub/grafana/*\`. Everything after the first is refused.`,
    example: {
      language: 'text',
      given: '',
      bad: `docker.io/library/*  ->  docker-hub/*
docker.io/grafana/*  ->  docker-hub/grafana/*`,
      good: `docker.io/library/*  ->  docker-hub/library/*
docker.io/grafana/*  ->  docker-hub/grafana/*`,
    },
    fix: `Give every wildcard rule a target beside the others. A rule for a single repository may lie inside a wildcard's target.
Take the rule that is in the way out of the configuration, and \`pullthrough rules\` proposes one that fits beside the others.`,
    references: [wildcards, troubleshooting],
  },
};
