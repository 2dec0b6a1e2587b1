import { pulls } from '../summary.ts';
import { images, references } from './shared/links.ts';
import { endOfSentence } from './shared/sentence.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return context.unresolved.flatMap((use) => {
    if (use.code !== 'invalid' || !pulls(use.purpose)) return [];
    return [
      {
        subject: { kind: 'unresolved', use },
        message: `${use.value === '' ? 'An empty text' : use.value} is not an image reference: ${endOfSentence(use.reason)}`,
        help: 'Write it as [registry/]repository[:tag][@digest], the repository in lower case.',
      },
    ];
  });
}

export const invalidReference: Check = {
  id: 'PT008',
  slug: 'invalid-reference',
  title: 'Invalid image reference',
  level: 'error',
  about: 'images',
  why: 'A container runtime refuses the reference, and the container does not start.',
  run,
  docs: {
    what: 'Reports a text in the place of an image that container runtimes refuse as a reference.',
    why: `Kubernetes accepts any text when the object is created; the mistake shows only when a node tries to pull
(\`InvalidImageName\`).`,
    example: {
      language: 'yaml',
      given: '',
      bad: 'image: ghcr.io/Shop/Web:1.4',
      good: 'image: ghcr.io/shop/web:1.4',
    },
    fix: 'Correct the reference. Repositories are lower case, a tag has no slash, a `sha256` digest has 64 hexadecimal digits.',
    references: [references, images],
  },
};
