import { entryViolations } from './shared/entry-violations.ts';
import { kustomizeImages } from './shared/links.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP = 'Correct the name, in the spelling of the manifests, or take the entry out.';

function run(context: CheckContext): readonly Violation[] {
  return entryViolations(context, 'unmatched', HELP);
}

export const unmatchedImagesEntry: Check = {
  id: 'PT015',
  slug: 'unmatched-images-entry',
  title: 'Images entry that matches nothing',
  level: 'warning',
  about: 'images',
  why: 'The entry does nothing, and kustomize does not say so.',
  run,
  docs: {
    what: `Reports an entry of \`images:\` whose name stands nowhere in what its kustomization builds. Where a build takes in something that is
not in the repository, nothing is reported.`,
    why: `Kustomize compares names as they are written: an entry for \`docker.io/library/nginx\` does not match \`nginx\`. An entry that matches
nothing is a typo, another spelling, or left from an image that is no longer used.`,
    example: {
      language: 'yaml',
      given: 'The manifests have `image: nginx:1.27`.',
      bad: `images:
- name: docker.io/library/nginx
  newTag: "1.28"`,
      good: `images:
- name: nginx
  newTag: "1.28"`,
    },
    fix: `Write the name as the manifests write it, without the tag. \`pullthrough scan\` shows what they hold.`,
    references: [kustomizeImages],
  },
};
