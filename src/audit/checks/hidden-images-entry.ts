import { entryViolations } from './shared/entry-violations.ts';
import { kustomizeImages } from './shared/links.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP = 'Key the entry on the new name, or move the rename to where this entry is, behind it.';

function run(context: CheckContext): readonly Violation[] {
  return entryViolations(context, 'hidden', HELP);
}

export const hiddenImagesEntry: Check = {
  id: 'PT014',
  slug: 'hidden-images-entry',
  title: 'Images entry without effect after a rename',
  level: 'warning',
  about: 'images',
  why: 'The entry does nothing, and kustomize does not say so.',
  run,
  docs: {
    what: `Reports an entry of \`images:\` that looks for an image which another entry has renamed before: one in a base, in a component, or
further up in the same list.`,
    why: `Entries are applied one after the other, from the innermost kustomization to the outermost, each to what the one before left. A
\`newName\` in a base takes the old name away from all overlays: their \`newTag\` for it is silently dropped, and what is deployed
is the tag of the base. The same happens to what Argo CD, Flux and \`kustomize edit set image\` add by the old name.`,
    example: {
      language: 'yaml',
      given: 'The base has the entry `{name: nginx, newName: team.azurecr.io/docker-hub/library/nginx}`.',
      bad: `images:
- name: nginx
  newTag: "1.27"`,
      good: `images:
- name: team.azurecr.io/docker-hub/library/nginx
  newTag: "1.27"`,
    },
    fix: `Write the name as the base leaves it; or take the \`newName\` out of the base and put it into the outermost kustomization, which is
where \`pullthrough kustomize\` writes it.`,
    references: [kustomizeImages],
  },
};
