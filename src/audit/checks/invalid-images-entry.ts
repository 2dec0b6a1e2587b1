import { entryViolations } from './shared/entry-violations.ts';
import { goRegexps, kustomizeImages } from './shared/links.ts';
import type { Check, CheckContext, Violation } from './types.ts';

const HELP =
  'Put the value in quotes, and a backslash before each character of the name that means more than itself in a regular expression.';

function run(context: CheckContext): readonly Violation[] {
  return entryViolations(context, 'invalid', HELP);
}

export const invalidImagesEntry: Check = {
  id: 'PT013',
  slug: 'invalid-images-entry',
  title: 'Images entry that kustomize refuses',
  level: 'error',
  about: 'images',
  why: 'Kustomize does not build the kustomization, or crashes on it.',
  run,
  docs: {
    what: `Reports an entry of \`images:\` in a kustomization that stops the build: a \`name\` that is no valid regular expression, and a value
that YAML reads as something else than text.`,
    why: `Kustomize takes the \`name\` of an entry for a regular expression of Go's. Up to version 5.8.1 it does not look whether that is one:
\`quay.io/c++/tool\` ends in a panic, as soon as there is an image to compare it with. A \`newTag: 1.25\` without quotes is a
number, and is refused with an error about Go types that names neither file nor line.`,
    example: {
      language: 'yaml',
      given: '',
      bad: `images:
- name: quay.io/c++/tool
  newTag: 1.25`,
      good: `images:
- name: 'quay\\.io/c\\+\\+/tool'
  newTag: "1.25"`,
    },
    fix: `Quote tags, digests and names. In a name, put a backslash before \`+ * ? ( ) [ ] { } | ^ $\`; before a \`.\` it is needed only where
another image would match.`,
    references: [kustomizeImages, goRegexps],
  },
};
