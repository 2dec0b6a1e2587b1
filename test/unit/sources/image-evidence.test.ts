import { expect, test } from 'vitest';
import { evidenceOf } from '../../../src/sources/image-evidence.ts';
import { isImageKey, isImageListKey } from '../../../src/sources/image-key.ts';

test.each([
  ['nginx:1', 'strong'],
  ['ghcr.io/a/b', 'strong'],
  ['localhost/a', 'strong'],
  [`a@sha256:${'0'.repeat(64)}`, 'strong'],
  ['nginx', 'weak'],
  ['team/app', 'weak'],
  ['github.com/a/b', 'none'],
  ['app.kubernetes.io/component:webhook', 'none'],
  ['registry.k8s.io/pause:3.10', 'strong'],
  ['example.com/logo.svg', 'none'],
  ['https://example.com/a', 'none'],
  ['Some Text', 'none'],
  ['', 'none'],
])('%s is %s evidence', (text, evidence) => {
  expect(evidenceOf(text)).toBe(evidence);
});

test.each([
  'image',
  'initImage',
  'postgres_image',
  'proxy-image',
  'imageName',
  'containerImage',
  'image_name',
  'imageRef',
  '_image',
  'coreDNSImage',
])('%s names an image', (key) => {
  expect(isImageKey(key)).toBe(true);
});

test.each([
  'imagePullPolicy',
  'images',
  'imageURL',
  'imageFamily',
  'osImage',
  'OSImage',
  'vmImage',
  'VMImage',
  'backingImage',
  'Image',
  'reimage',
  'imagery',
])('%s does not', (key) => {
  expect(isImageKey(key)).toBe(false);
});

test('lists of images', () => {
  expect(['images', 'preLoadImages', 'extra_images', 'image', 'osImages'].map(isImageListKey)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
