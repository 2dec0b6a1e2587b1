import { describe, expect, test } from 'vitest';
import { dockerfile } from '../../../../src/sources/dockerfile/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

const claimed = [
  'Dockerfile',
  'dockerfile',
  'a/b/Dockerfile',
  'DockerFile',
  'Dockerfile.dev',
  'Dockerfile.go',
  'Dockerfile.template',
  'Dockerfile.j2',
  'Dockerfile-alpine',
  'Dockerfile_arm64',
  'web.Dockerfile',
  'web.dockerfile',
  'web.Dockerfile.in',
  'web-Dockerfile',
  'Containerfile',
  'containerfile.dev',
  'web.Containerfile',
];

const notClaimed = [
  'Dockerfile.md',
  'Dockerfile.dockerignore',
  'web.Dockerfile.dockerignore',
  '.dockerignore',
  'Containerfile.containerignore',
  'Dockerfile.orig',
  'Dockerfile.rej',
  'Dockerfile.bak',
  'Dockerfile~',
  '.Dockerfile.swp',
  'dockerfile_test.go',
  'dockerfile-utils.ts',
  'Dockerfiles',
  'mydockerfile',
  'Dockerfile/README',
  'docker-compose.yml',
];

describe('claims', () => {
  test.each(claimed)('%s', (path) => {
    expect(dockerfile.claims(path, undefined)).toBe(true);
  });

  test.each(notClaimed)('not %s', (path) => {
    expect(dockerfile.claims(path, undefined)).toBe(false);
  });
});

describe('content of another kind', () => {
  const read = (path: string, text: string): unknown =>
    dockerfile.extract(sourceText(path, text), { buildArgs: {} });

  test.each([
    ['Dockerfile.go', 'package dockerfile\n\nimport "from"\n'],
    ['Dockerfile.py', 'from os import path\n'],
    ['Dockerfile.txt', 'Copy this from that.\nFROM there.\n'.replace('Copy', 'Take')],
    ['Dockerfile.empty', '# from nothing\n'],
  ])('%s is left to others', (path, text) => {
    expect(read(path, text)).toBeUndefined();
  });

  test.each([
    ['Dockerfile.go', 'FROM golang:1.23\n'],
    ['Dockerfile.go', 'ARG A\nFROM golang:1.23\n'],
    ['Dockerfile.template', '{{ if true }}\nFROM golang:1.23\n{{ end }}\n'],
    ['Dockerfile.template', 'FROM {{ .Base }} AS build\n'],
    ['Dockerfile.yaml', '# syntax=ghcr.io/acme/mocker\napiVersion: v1\n'],
  ])('%s is read: %j', (path, text) => {
    expect(read(path, text)).toMatchObject({ found: [{ purpose: 'build' }] });
  });

  test('a plain name is read whatever it holds, and says so once', () => {
    expect(read('Dockerfile', 'hello\nworld\nFROM alpine\n')).toMatchObject({
      found: [{ value: 'alpine' }],
      problems: [
        { message: 'unknown instruction: hello (and 1 more)' },
        { message: 'only ARG can stand before the first FROM' },
      ],
    });
  });
});

test('the hints occur in every file that holds an image', () => {
  expect(dockerfile.hints).toEqual(['from', 'syntax']);
});
