import { overview, troubleshooting } from './shared/links.ts';
import { ruleViolations } from './shared/rule-violations.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP =
  'Create the set with `az acr credential-set create`, let its identity read the Key Vault secrets, and give it to the rule with `az acr cache update --cred-set`.';

function run(context: CheckContext): readonly Violation[] {
  return ruleViolations(context.missingCredentials, HELP);
}

export const missingCredentials: Check = {
  id: 'PT004',
  slug: 'missing-credentials',
  title: 'Cache rule without the credentials it needs',
  level: 'error',
  about: 'rules',
  why: 'The upstream answers only authenticated pulls, so the rule cannot be created or cannot fetch anything.',
  run,
  docs: {
    what: `Reports a cache rule whose upstream wants credentials while the rule names no credential set, names one that does not
exist, or names one for another registry.`,
    why: `ACR refuses new rules for Docker Hub without a credential set (\`EnforceDockerAuthentication\`). A rule that was created
before that pulls anonymously and shares its rate limit with strangers. Red Hat's registry, Docker Hardened Images and Google Artifact
Registry answer nobody who does not authenticate.`,
    example: {
      language: 'text',
      given: 'Docker Hub wants credentials.',
      bad: `az acr cache create --registry team --name docker-hub-library \\
  --source-repo 'docker.io/library/*' --target-repo 'docker-hub/library/*'`,
      good: `az acr cache create --registry team --name docker-hub-library \\
  --source-repo 'docker.io/library/*' --target-repo 'docker-hub/library/*' --cred-set docker-hub`,
    },
    fix: `Store user name and access token as two Key Vault secrets, create one credential set for each upstream, let the set's own
identity read the secrets (role *Key Vault Secrets User*), and name the set in every rule for that upstream. \`pullthrough rules\` prints
the commands in the order in which they work.`,
    references: [
      overview,
      { title: 'Authenticated pulls from Docker Hub', url: 'https://aka.ms/acr/cache-auth' },
      troubleshooting,
    ],
  },
};
