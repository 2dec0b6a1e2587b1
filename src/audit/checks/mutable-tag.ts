import { imageName } from '../../sources/image-name.ts';
import { images } from './shared/links.ts';
import { lockedHelp } from './shared/locked-help.ts';
import { pulledUses } from './shared/pulled-uses.ts';
import type { Check, CheckContext, Violation } from './types.ts';

/** A tag with a digit may name a version; one that begins with `latest` never does. */
function moves(tag: string): boolean {
  return !/\d/.test(tag) || /^latest(?:$|[-_.])/i.test(tag);
}

function run(context: CheckContext): Violation[] {
  return pulledUses(context).flatMap(({ use, locked }) => {
    const { tag, digest } = use.reference;
    if (use.inheritsTag === true || digest !== undefined || (tag !== undefined && !moves(tag))) return [];
    const image = imageName(use);
    const what =
      tag === undefined
        ? 'has no tag, so that latest is pulled'
        : `has the tag ${tag}, which names no version`;
    return [
      {
        subject: { kind: 'use', use },
        message: `${image} ${what}.`,
        help:
          locked === undefined
            ? 'Write a version as the tag; `pullthrough pin --write` adds the digest that it names.'
            : lockedHelp(locked),
      },
    ];
  });
}

export const mutableTag: Check = {
  id: 'PT005',
  slug: 'mutable-tag',
  title: 'Tag that moves',
  level: 'warning',
  about: 'images',
  why: 'Two nodes can run different images under the same manifest, and a cache can serve an older one than the upstream.',
  run,
  docs: {
    what: `Reports an image without a tag, and one whose tag names no version: \`latest\` and everything that begins with it, and
every tag without a digit, such as \`stable\`, \`edge\`, \`main\`, \`nightly\`, \`alpine\`. A digest makes any tag fine; one that only
the lock file of \`pullthrough pin\` knows does not, as nobody pulls by it, but the finding names it.`,
    why: `Such a tag is moved to a new image whenever the publisher releases one. What runs then depends on when a node pulled last,
a rollback restores nothing, and the cache adds a delay of its own: ACR asks the upstream again only after some minutes.`,
    example: {
      language: 'yaml',
      given: '',
      bad: 'image: curlimages/curl',
      good: 'image: curlimages/curl:8.11.0',
    },
    fix: 'Name a version in the tag. To be independent of the publisher altogether, add the digest: `curlimages/curl:8.11.0@sha256:…`.',
    references: [images],
  },
};
