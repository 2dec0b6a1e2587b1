import { describe, expect, test } from 'vitest';
import { isNameStandIn, isTagStandIn } from '../../../src/sources/tag-stand-in.ts';

describe('isTagStandIn', () => {
  test.each([
    'TAG',
    'CONTAINER_IMAGES_TAG',
    'IMAGE_TAG',
    'VERSION',
    'GIT_SHA',
    'BUILD_NUMBER',
    'TAG_PLACEHOLDER',
    'version-placeholder',
    '__TAG__',
    '__image.tag__',
    '_VERSION_',
    'REPLACE_ME',
    'replace-me',
    'changeme',
    'to-be-replaced',
    'your-tag',
    'tag',
    'x.y.z',
    'vX.Y.Z',
    'TBD',
  ])('%s is one', (tag) => {
    expect(isTagStandIn(tag)).toBe(true);
  });

  test.each([
    'latest',
    'LATEST',
    'RELEASE.2024-01-01T00-00-00Z',
    'RELEASE',
    'NIGHTLY',
    'V1_2',
    'RELEASE_1_0',
    'JDK-LTS',
    'v1.2.3',
    'tagged',
    'versioned',
    'head-commit',
    'stage',
    '_a_',
    'sha-1a2b3c4',
  ])('%s is a tag', (tag) => {
    expect(isTagStandIn(tag)).toBe(false);
  });
});

test.each([
  ['placeholder', true],
  ['image-placeholder', true],
  ['replaceme', true],
  ['replaced-by-kustomize', true],
  ['controller', false],
  ['placeholders', false],
  ['nginx', false],
])('the name %s: %s', (name, expected) => {
  expect(isNameStandIn(name)).toBe(expected);
});
