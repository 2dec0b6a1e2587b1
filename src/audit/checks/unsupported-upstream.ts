import { imageName } from '../../sources/image-name.ts';
import { importImage } from './shared/az.ts';
import { imports, overview } from './shared/links.ts';
import { directUses } from './shared/pulled-uses.ts';
import { endOfSentence } from './shared/sentence.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return directUses(context).flatMap(({ use, decision }) => {
    if (decision.status !== 'unsupported') return [];
    const command = importImage(context.registry.loginServer, use);
    return [
      {
        subject: { kind: 'use', use },
        message: `${imageName(use)} is pulled past the cache; ${endOfSentence(decision.reason)}`,
        help: `Copy it with \`${command}\`, or say in the configuration why it stays: under \`own\` or \`exempt\`.`,
      },
    ];
  });
}

export const unsupportedUpstream: Check = {
  id: 'PT003',
  slug: 'unsupported-upstream',
  title: 'Upstream that ACR cannot cache',
  level: 'warning',
  about: 'images',
  why: 'Artifact cache works for a fixed list of upstream registries; no rule can help this image.',
  run,
  docs: {
    what: "Reports an image from a registry that is not on Azure Container Registry's list of upstreams.",
    why: `ACR refuses to create a cache rule for any other registry, so this image stays a dependency on somebody else's service. Some
publishers push the same images to a supported registry as well; the finding says so where that is known.`,
    example: {
      language: 'yaml',
      given: 'No rule is possible for `docker.elastic.co`.',
      bad: 'image: docker.elastic.co/beats/filebeat:8.15.3',
      good: `# after: az acr import --name team --source docker.elastic.co/beats/filebeat:8.15.3 --image beats/filebeat:8.15.3
image: team.azurecr.io/beats/filebeat:8.15.3`,
    },
    fix: `Take the image from a supported registry if its publisher offers one. Otherwise copy it into your registry with
\`az acr import\`, which accepts any registry, and repeat that for each new version; or run a mirror of your own and list its host under
\`own\`. If the dependency is accepted, say so under \`exempt\`, with the reason.`,
    references: [overview, imports],
  },
};
