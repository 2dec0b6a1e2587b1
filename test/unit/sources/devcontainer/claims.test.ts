import { expect, test } from 'vitest';
import { devcontainer } from '../../../../src/sources/devcontainer/index.ts';
import { sourceText } from '../../../../src/text/source-text.ts';

test.each([
  ['.devcontainer.json', true],
  ['.devcontainer/devcontainer.json', true],
  ['.devcontainer/go/devcontainer.json', true],
  ['src/go/devcontainer-feature.json', true],
  ['.devcontainer/devcontainer-lock.json', true],
  ['.devcontainer/settings.json', false],
  ['mydevcontainer.json', false],
  ['src/go/devcontainer-template.json', false],
])('%s: %s', (path, expected) => {
  expect(devcontainer.claims(path, undefined)).toBe(expected);
});

// Cases of Renovate's manager of the same name, in words of our own.
test.each([
  ['no text', ''],
  ['no JSON', 'neither } of ] these'],
  ['a feature without a registry', '{"features": {"lint": {}}}'],
  ['features that are no map', '{"features": "ghcr.io/shop/features/lint:1"}'],
  ['a key that is not the image', '{"image:": "ghcr.io/shop/web:1"}'],
  ['an image that is no text', '{"image": {"name": "ghcr.io/shop/web:1"}}'],
])('%s holds no image', (_, text) => {
  const found = devcontainer.extract(sourceText('.devcontainer.json', text), { buildArgs: {} })?.found;
  expect(found).toEqual([]);
});

test('comments and strings that look like them', () => {
  const text =
    '{ /* "image": "a:1", */ "x": "http://b", "y": "/*", // "image": "c:1"\n"image": "d:1" /* */ }';
  const found = devcontainer.extract(sourceText('.devcontainer.json', text), { buildArgs: {} })?.found;
  expect(found?.map(({ value }) => value)).toEqual(['d:1']);
});
