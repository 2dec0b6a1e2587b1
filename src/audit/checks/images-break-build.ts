import { entryViolations } from './shared/entry-violations.ts';
import { kustomizeImages } from './shared/links.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP =
  'Take the images entries out of the kustomizations that build this object, or keep the object in a kustomization of its own.';

function run(context: CheckContext): readonly Violation[] {
  return entryViolations(context, 'breaks-build', HELP);
}

export const imagesBreakBuild: Check = {
  id: 'PT016',
  slug: 'images-break-build',
  title: 'Object that breaks the build when there are images entries',
  level: 'error',
  about: 'images',
  why: 'Kustomize up to 5.8.1 stops at this object as soon as any images entry is there.',
  run,
  docs: {
    what: `Reports a place in a manifest at which kustomize stops with an error when the kustomization, or one around it, has any entry under
\`images:\`, whatever that matches: lists called \`containers\` or \`initContainers\` whose items are no containers, and a field where it
expects the text of an image and finds a map.`,
    why: `The images transformer looks into every list of such a name, at any depth, in any object but a CustomResourceDefinition. A custom
resource that means something else by it ends the build with \`wrong node kind: expected ScalarNode but got MappingNode\`, which names
neither the file nor the field.`,
    example: {
      language: 'yaml',
      given: 'The kustomization has an entry under `images:`.',
      bad: `apiVersion: example.com/v1
kind: Fleet
spec:
  containers: [web, proxy]`,
      good: `apiVersion: example.com/v1
kind: Fleet
spec:
  containers: []`,
    },
    fix: `Leave such objects to a kustomization that has no \`images:\` in it or above it, and redirect its images with the kustomize plugin or in
place.`,
    references: [kustomizeImages],
  },
};
