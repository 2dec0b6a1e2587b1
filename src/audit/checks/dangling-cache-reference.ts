import { imageName } from '../../sources/image-name.ts';
import { troubleshooting, wildcards } from './shared/links.ts';
import { directUses } from './shared/pulled-uses.ts';
import { endOfSentence } from './shared/sentence.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return directUses(context).flatMap(({ use, decision }) => {
    if (decision.status !== 'dangling') return [];
    return [
      {
        subject: { kind: 'use', use },
        message: `${imageName(use)} names the cache, but nothing serves it: ${endOfSentence(decision.reason)}`,
        help: 'Correct the path, or create the cache rule that it was written for (`pullthrough rules`).',
      },
    ];
  });
}

export const danglingCacheReference: Check = {
  id: 'PT009',
  slug: 'dangling-cache-reference',
  title: 'Reference to a cache that does not exist',
  level: 'error',
  about: 'images',
  why: 'The registry answers such a pull with "manifest unknown".',
  run,
  docs: {
    what: `Reports a reference into your own registry that looks like a cached image, while no cache rule has a target there and the
registry is not known to hold such a repository.`,
    why: `A mistyped target, a forgotten \`library/\` or a deleted rule is not noticed when the manifest is written: the registry
simply has no such repository, and the pull fails when a node has to start the container.`,
    example: {
      language: 'yaml',
      given: 'The only cache rule maps `docker.io/library/*` to `docker-hub/library/*`.',
      bad: 'image: team.azurecr.io/docker-hub/redis:7.4',
      good: 'image: team.azurecr.io/docker-hub/library/redis:7.4',
    },
    fix: `Compare the path with the targets that \`az acr cache list\` prints. If the image is your own and no cache is meant, list its
repository under \`repositories\` in the configuration.`,
    references: [wildcards, troubleshooting],
  },
};
