import { formatReference, type ImageReference, repositoryName } from '../../image/index.ts';
import { imageName } from '../../sources/image-name.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import { kustomizeImages, overview } from './shared/links.ts';
import { directUses } from './shared/pulled-uses.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return directUses(context).flatMap(({ use, decision }) => {
    if (decision.status !== 'covered') return [];
    const { rule, cached } = decision;
    return [
      {
        subject: { kind: 'use', use },
        message: `${imageName(use)} is pulled from ${use.reference.registry}, although the cache rule ${rule.name} covers it.`,
        help: helpFor(use, cached),
        cached: formatReference(cached),
        rule,
      },
    ];
  });
}

function helpFor(use: ImageUse, cached: ImageReference): string {
  const written = formatReference(cached) + (use.openTag ?? '');
  const origin = use.origin?.join(' and ') ?? '';
  if (origin !== '') return `Make it ${written}; parts of it come from ${origin}.`;
  if (use.source === 'kustomize') {
    return `Set newName to ${repositoryName(cached)}, or let \`pullthrough kustomize\` do it.`;
  }
  const otherwise = use.source === 'kubernetes' ? ', or let `pullthrough kustomize` redirect it' : '';
  return `Write ${written} instead${otherwise}.`;
}

export const directPull: Check = {
  id: 'PT002',
  slug: 'direct-pull',
  title: 'Direct pull of a cached image',
  level: 'error',
  about: 'images',
  why: 'A cache rule serves only references that name the cache; this one goes past it.',
  run,
  docs: {
    what: `Reports an image that a cache rule covers, but that is still written with its public registry. A use in a manifest that a
kustomization redirects to the cache is not reported.`,
    why: `Cache rules do not intercept anything: a node contacts the registry that the reference names. As long as the manifest says
\`nginx:1.27\`, the image comes from Docker Hub, with its rate limits and outages, however many rules exist.`,
    example: {
      language: 'yaml',
      given: 'The cache rule `docker-hub-library` maps `docker.io/library/*` to `docker-hub/library/*`.',
      bad: 'image: nginx:1.27',
      good: 'image: team.azurecr.io/docker-hub/library/nginx:1.27',
    },
    fix: `Write the reference that the finding gives. For manifests that should stay as they are, \`pullthrough kustomize\` writes an
\`images:\` block that redirects them when the kustomization is built.`,
    references: [overview, kustomizeImages],
  },
};
