import { expect, test } from 'vitest';
import { dockerfile } from '../../../../src/sources/dockerfile/index.ts';
import { extractImages } from '../../../../src/sources/extract.ts';
import { sourceText } from '../../../../src/text/index.ts';

function read(text: string): readonly string[] {
  const { uses, unresolved } = extractImages(sourceText('Dockerfile', text), [dockerfile], { buildArgs: {} });
  return [...uses.map(({ value }) => value), ...unresolved.map(({ code, reason }) => `${code}: ${reason}`)];
}

test('capitals that a script replaces are no invalid reference', () => {
  const reason = 'is a placeholder that something else fills in';
  expect(read('FROM BASEIMAGE\nRUN true\n')).toEqual([`variable: BASEIMAGE ${reason}`]);
  expect(read('FROM IMAGE_REGISTRY/web:1\n')).toEqual([`variable: IMAGE_REGISTRY ${reason}`]);
});

test('a stage in capitals is a stage, and a host in capitals a host', () => {
  const staged = 'FROM nginx AS BASEIMAGE\nFROM nginx\nCOPY --from=BASEIMAGE /a /b\n';
  expect(read(staged)).toEqual(['nginx', 'nginx']);
  expect(read('FROM GHCR.IO/acme/web:1\n')).toEqual(['GHCR.IO/acme/web:1']);
});
