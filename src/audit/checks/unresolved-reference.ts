import { pulls } from '../summary.ts';
import { endOfSentence } from './shared/sentence.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return context.unresolved.flatMap((use) => {
    if (use.code === 'invalid' || !pulls(use.purpose)) return [];
    return [
      {
        subject: { kind: 'unresolved', use },
        message: `${use.value} cannot be told from the files: ${endOfSentence(use.reason)}`,
        help:
          use.source === 'dockerfile'
            ? 'Give the argument a default in the Dockerfile, or its value under `buildArgs` in the configuration.'
            : use.source === 'compose' && use.code === 'variable'
              ? 'Give the variable a default, a value in `.env`, or one under `variables` in the configuration.'
              : use.source === 'helm' && use.code === 'not-visible'
                ? 'Name the values files and the charts that are missing under `helm` in the configuration.'
                : 'Write the reference out, or check what the variable is set to where the file is deployed.',
      },
    ];
  });
}

export const unresolvedReference: Check = {
  id: 'PT007',
  slug: 'unresolved-reference',
  title: 'Reference that cannot be resolved',
  level: 'warning',
  about: 'images',
  why: 'Nobody can say whether this image is served by the cache, so it may be the one that fails.',
  run,
  docs: {
    what: `Reports a place where an image stands that the files alone do not determine: a variable without a value, an expression of a
template, an alias to an anchor that does not exist. Where only the tag is open (\`ghcr.io/shop/web:\${TAG}\`), the repository says which rule
serves the image: it is judged like any other, by PT001, PT002 and the others.`,
    why: `An image that is decided at deployment time cannot be checked, cannot be counted when the rules are planned, and is not
rewritten. It is reported so that the list of images stays honest.`,
    example: {
      language: 'dockerfile',
      given: '`BASE` has no default, and the configuration gives it no value.',
      bad: `ARG BASE
FROM \${BASE}`,
      good: `ARG BASE=team.azurecr.io/docker-hub/library/debian:12.8
FROM \${BASE}`,
    },
    fix: `Give build arguments a default, or state the value that your pipeline passes under \`buildArgs\` in the configuration. In
manifests, prefer a kustomize \`images:\` block to textual substitution.`,
    references: [
      {
        title: 'Dockerfile: how ARG and FROM interact',
        url: 'https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact',
      },
    ],
  },
};
