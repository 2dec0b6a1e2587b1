import { imageName } from '../../sources/image-name.ts';
import { images } from './shared/links.ts';
import { lockedHelp } from './shared/locked-help.ts';
import { pulledUses } from './shared/pulled-uses.ts';
import type { Check, CheckContext, Violation } from './types.ts';

function run(context: CheckContext): Violation[] {
  return pulledUses(context).flatMap(({ use, locked }) => {
    if (use.inheritsTag === true || use.isChart === true || use.reference.digest !== undefined) return [];
    const image = imageName(use);
    return [
      {
        subject: { kind: 'use', use },
        message: `${image} is not pinned by a digest.`,
        help:
          locked === undefined
            ? `Let \`pullthrough pin --write\` add the digest: ${image}@sha256:….`
            : lockedHelp(locked),
      },
    ];
  });
}

export const unpinnedDigest: Check = {
  id: 'PT006',
  slug: 'unpinned-digest',
  title: 'Image without a digest',
  level: 'off',
  about: 'images',
  why: 'A publisher, or whoever has taken over an account, can move any tag to another image.',
  run,
  docs: {
    what: 'Reports every image that is not pinned by a digest. Off by default.',
    why: `Only a digest names bytes. Even a full version tag can be pushed again, by mistake or by an attacker, and every node and
every cache then serves the new image under the old name.`,
    example: {
      language: 'yaml',
      given: '',
      bad: 'image: registry.k8s.io/pause:3.10',
      good: 'image: registry.k8s.io/pause:3.10@sha256:ee6521f290b2168b6e0935a181d4cff9be1ac3f505666ef0e3c98fae8199917a',
    },
    fix: `\`pullthrough pin --write\` adds the digests behind the tags, and \`--update\` or a dependency bot renews them. They are
those of image indexes, not of one platform, so that nodes of every architecture find their image. A digest stays the same through a cache.`,
    references: [images],
  },
};
