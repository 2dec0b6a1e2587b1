import { expect, test } from 'vitest';
import { audited, decisions } from '../builders.ts';
import { messages, violations } from './harness.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const found = (text: string): readonly string[] =>
  messages('mutable-tag', { uses: [audited(text, decisions.own)] });

test.each([
  'latest',
  'stable',
  'edge',
  'main',
  'master',
  'nightly',
  'dev',
  'alpine',
  'debug',
  'nonroot',
  'LATEST',
  'latest-alpine',
  'latest-py3',
  'stable-slim',
  'lts',
])('the tag %s moves', (tag) => {
  expect(found(`ghcr.io/a/b:${tag}`)).toEqual([
    `ghcr.io/a/b:${tag} has the tag ${tag}, which names no version.`,
  ]);
});

test.each([
  '1',
  '1.27',
  'v0.10.4',
  '1.27-alpine',
  'nightly-20240101',
  '3f2c1ab',
  'bookworm-20241111',
  '2024.11',
])('the tag %s may name a version', (tag) => {
  expect(found(`ghcr.io/a/b:${tag}`)).toEqual([]);
});

test('an image without a tag is pulled as latest', () => {
  expect(found('curlimages/curl')).toEqual([
    'docker.io/curlimages/curl:latest has no tag, so that latest is pulled.',
  ]);
});

test('a digest makes any tag fine, and the lack of one', () => {
  expect(found(`nginx:latest@${DIGEST}`)).toEqual([]);
  expect(found(`nginx@${DIGEST}`)).toEqual([]);
});

test('the help gives a command for the digest', () => {
  const uses = [audited('nginx', decisions.covered)];
  expect(violations('mutable-tag', { uses })[0]?.help).toContain('`pullthrough pin --write`');
});

test('what is pushed is not pulled', () => {
  expect(
    messages('mutable-tag', { uses: [audited('a/b:latest', decisions.own, { purpose: 'push' })] }),
  ).toEqual([]);
});

test('the digest that the lock file has is named, and the finding stays', () => {
  const uses = [{ ...audited('nginx:stable', decisions.covered), locked: DIGEST }];
  expect(violations('mutable-tag', { uses }).map(({ help }) => help)).toEqual([
    `The lock file records ${DIGEST} for it: \`pullthrough pin --write\` writes that here, too.`,
  ]);
});
