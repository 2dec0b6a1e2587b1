import {
  formatReference,
  type RetiredRegistry,
  retiredRegistry as retiredRegistryOf,
} from '../../image/index.ts';
import { imageName } from '../../sources/image-name.ts';
import type { AuditedUse } from '../types.ts';
import { directUses } from './shared/pulled-uses.ts';
import { endOfSentence } from './shared/sentence.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return directUses(context).flatMap((audited) => {
    const { use } = audited;
    const retired = retiredRegistryOf(use.reference.registry);
    if (retired === undefined) return [];
    return [
      {
        subject: { kind: 'use', use },
        message: `${imageName(use)} comes from a registry that was retired (${retired.since}): ${endOfSentence(retired.note)}`,
        help: helpFor(audited, retired),
      },
    ];
  });
}

function helpFor({ use, decision }: AuditedUse, { successor, samePaths }: RetiredRegistry): string {
  if (!samePaths) return `Look for the image at ${successor}; its path there is another one.`;
  const { reference } = use;
  if (decision.status === 'covered' && decision.rule.source.startsWith(`${successor}/`)) {
    return `Write ${formatReference(decision.cached)}, which the cache fetches from ${successor}.`;
  }
  return `Write ${imageName({ ...use, reference: { ...reference, registry: successor } })} instead.`;
}

export const retiredRegistry: Check = {
  id: 'PT012',
  slug: 'retired-registry',
  title: 'Retired registry',
  level: 'warning',
  about: 'images',
  why: 'A retired registry gets no new versions and no fixes, and one day it is switched off.',
  run,
  docs: {
    what: 'Reports an image from a registry that its operator has closed or frozen in favour of another one.',
    why: `The old name of a retired registry is at best a redirect. Images there get no security fixes, new versions appear only at the
successor, and cache rules for the old name keep the dependency alive.`,
    example: {
      language: 'yaml',
      given: '',
      bad: 'image: k8s.gcr.io/pause:3.9',
      good: 'image: registry.k8s.io/pause:3.9',
    },
    fix: 'Write the successor that the finding names, then send that reference through the cache.',
    references: [
      {
        title: 'k8s.gcr.io redirect to registry.k8s.io',
        url: 'https://kubernetes.io/blog/2023/03/10/image-registry-redirect/',
      },
    ],
  },
};
