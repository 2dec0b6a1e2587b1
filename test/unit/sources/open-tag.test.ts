import { expect, test } from 'vitest';
import { formatReference } from '../../../src/image/index.ts';
import { judgeImage } from '../../../src/sources/extract.ts';
import type { FoundImage } from '../../../src/sources/image-use.ts';
import { namedRepository } from '../../../src/sources/open-tag.ts';
import { imageAt } from '../../../src/sources/pieces.ts';
import { type Fragment, madeFragment, sourceText } from '../../../src/text/index.ts';

const place = {
  span: { start: 0, end: 0 },
  path: 'image',
  purpose: 'pull',
  confidence: 'certain',
  reach: 'default',
} as const;

const unresolved = { code: 'variable', reason: 'variable TAG has no value here' } as const;

/** The repository and what stands behind it. */
function named(found: Pick<FoundImage, 'value' | 'named' | 'unresolved'>): readonly string[] | undefined {
  const known = namedRepository({ ...place, ...found });
  return known && [formatReference(known.reference), known.openTag];
}

test.each([
  ['ghcr.io/shop/web:${TAG}', 'ghcr.io/shop/web', ':${TAG}'],
  ['nginx:${TAG:-a/b}', 'docker.io/library/nginx', ':${TAG:-a/b}'],
  ['node:${NODE}-alpine', 'docker.io/library/node', ':${NODE}-alpine'],
  ['localhost:5000/web:$TAG', 'localhost:5000/web', ':$TAG'],
  ['quay.io/a/b@${DIGEST}', 'quay.io/a/b', '@${DIGEST}'],
  ['quay.io/a/b:1.2@${DIGEST}', 'quay.io/a/b', ':1.2@${DIGEST}'],
  ['quay.io/a/b:{{ version }}', 'quay.io/a/b', ':{{ version }}'],
  ['quay.io/a/b:v${{ inputs.version }}', 'quay.io/a/b', ':v${{ inputs.version }}'],
  ['quay.io/a/b:$(TAG)', 'quay.io/a/b', ':$(TAG)'],
  ['quay.io/a/b:<version>', 'quay.io/a/b', ':<version>'],
  ['quay.io/a/b:__VERSION__', 'quay.io/a/b', ':__VERSION__'],
  ['quay.io/a/b:IMAGE_TAG', 'quay.io/a/b', ':IMAGE_TAG'],
])('of %s the repository %s is known', (value, repository, openTag) => {
  expect(named({ value, unresolved })).toEqual([repository, openTag]);
});

test.each([
  ['${REGISTRY}/web:1.2'],
  ['ghcr.io/${OWNER}/web:1.2'],
  ['ghcr.io/shop/web${SUFFIX}:1.2'],
  // A port may be open just as well.
  ['localhost:${PORT}/web:1.2'],
  ['ghcr.io/shop/${NAME}:${TAG}'],
  ['ghcr.io/Shop/web:${TAG}'],
  // What is open does not show, so that it may stand before the name.
  ['shop/web:1.2'],
  ['shop/web:'],
  ['shop/web'],
  ['web: ${TAG}'],
  [''],
])('of %s none is known', (value) => {
  expect(named({ value, unresolved })).toBeUndefined();
});

test.each([
  ['nginx:${TAG}', unresolved, 'docker.io/library/nginx'],
  ['nginx:IMAGE_TAG', undefined, 'docker.io/library/nginx'],
  ['nginx@sha256:${DIGEST}', { code: 'invalid', reason: 'a digest has 64 digits' } as const, undefined],
])('%s, unresolved for %j, is of the repository %s', (value, reason, repository) => {
  const found = { ...place, value, ...(reason && { unresolved: reason }) };
  const judged = judgeImage(found, sourceText('compose.yaml', ''), 'compose');
  const known = 'reason' in judged ? judged.named?.reference : undefined;
  expect(known && formatReference(known)).toBe(repository);
});

const hole: Fragment = { kind: 'hole', unknown: { reason: 'variable x has no default' }, use: undefined };

test.each<readonly [string, readonly Fragment[], readonly string[] | undefined]>([
  ['a hole in the tag', [madeFragment('shop/web:v'), hole], ['docker.io/shop/web', '']],
  ['a hole before the name', [hole, madeFragment('shop/web:v1')], undefined],
  ['holes before the name and in the tag', [hole, madeFragment('shop/web:'), hole], undefined],
  ['a hole in the name', [madeFragment('shop/web'), hole, madeFragment(':v1')], undefined],
  [
    'a hole that is written',
    [madeFragment('shop/web:'), { ...hole, written: '${x}' }],
    ['docker.io/shop/web', ':${x}'],
  ],
])('of fragments with %s', (_, fragments, expected) => {
  expect(named(imageAt(fragments, 'main.tf', { start: 0, end: 0 }))).toEqual(expected);
});
