import { entryViolations } from './shared/entry-violations.ts';
import { kustomizeImages } from './shared/links.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP = 'Write the tag under newTag, and the digest under digest.';

function run(context: CheckContext): readonly Violation[] {
  return entryViolations(context, 'tag-in-name', HELP);
}

export const tagInNewName: Check = {
  id: 'PT017',
  slug: 'tag-in-new-name',
  title: 'Tag in newName',
  level: 'error',
  about: 'images',
  why: 'The image gets two tags, and no runtime can read such a reference.',
  run,
  docs: {
    what: `Reports an entry of \`images:\` with a tag or digest in its \`newName\` where it is applied to an image that has one of its own.`,
    why: `Kustomize puts the new name in place of the old one and leaves tag and digest where they are: \`newName: team.azurecr.io/web:2\` makes
\`team.azurecr.io/web:2:1.4\` of \`web:1.4\`, without an error. It is noticed when a node has to pull it.`,
    example: {
      language: 'yaml',
      given: 'The manifests have `image: web:1.4`.',
      bad: `images:
- name: web
  newName: team.azurecr.io/web:2`,
      good: `images:
- name: web
  newName: team.azurecr.io/web
  newTag: "2"`,
    },
    fix: `Give tag and digest in fields of their own.`,
    references: [kustomizeImages],
  },
};
