import { formatReference } from '../../image/index.ts';
import { imageName } from '../../sources/image-name.ts';
import { overview } from './shared/links.ts';
import { directUses } from './shared/pulled-uses.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return directUses(context).flatMap(({ use, decision }) => {
    if (decision.status !== 'uncovered') return [];
    const { proposed, cached } = decision;
    return [
      {
        subject: { kind: 'use', use },
        message: `${imageName(use)} is pulled from ${use.reference.registry}, and no cache rule covers it.`,
        help:
          proposed === undefined
            ? 'Add a cache rule for it; `pullthrough rules` prints the rules that are missing.'
            : `Create the rule ${proposed.name} (${proposed.source} -> ${proposed.target}); \`pullthrough rules\` prints the commands.`,
        ...(proposed === undefined ? {} : { rule: proposed }),
        ...(cached === undefined ? {} : { cached: formatReference(cached) }),
      },
    ];
  });
}

export const uncoveredImage: Check = {
  id: 'PT001',
  slug: 'uncovered-image',
  title: 'Uncovered image',
  level: 'error',
  about: 'images',
  why: 'Every pull depends on the public registry: its rate limits, its outages, and what it serves that day.',
  run,
  docs: {
    what: 'Reports an image that comes from a registry that ACR can cache, while no cache rule covers its repository.',
    why: `A node that starts asks the public registry for the image. When that registry throttles anonymous pulls, is down,
or is blocked by the network, the pod does not start. With a cache rule, Azure Container Registry fetches the image once and serves it
from then on, also to nodes that cannot reach the internet.`,
    example: {
      language: 'yaml',
      given: 'The only cache rule is `docker.io/library/*` to `docker-hub/library/*`.',
      bad: 'image: docker.io/grafana/grafana:11.3.0',
      good: `# after: az acr cache create --registry team --name docker-hub-grafana \\
#          --source-repo 'docker.io/grafana/*' --target-repo 'docker-hub/grafana/*' --cred-set docker-hub
image: team.azurecr.io/docker-hub/grafana/grafana:11.3.0`,
    },
    fix: `Create the rule that the finding names; \`pullthrough rules\` prints the missing rules of the whole repository in a form
that ACR accepts. Then send the reference through the cache (PT002). An image that has to come from its own registry belongs
under \`exempt\` in the configuration, with the reason.`,
    references: [overview],
  },
};
