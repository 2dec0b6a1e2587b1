import { expect, test } from 'vitest';
import { extractImages } from '../../../src/sources/extract.ts';
import { imageName } from '../../../src/sources/image-name.ts';
import { sources } from '../../../src/sources/index.ts';
import { sourceText } from '../../../src/text/index.ts';

function names(path: string, text: string): readonly string[] {
  const candidates = sources.filter(({ claims }) => claims(path, undefined));
  return extractImages(sourceText(path, text), candidates, { buildArgs: {} }).uses.map(imageName);
}

test('latest is written out where a place names neither tag nor digest', () => {
  expect(names('Dockerfile', 'FROM nginx\n')).toEqual(['docker.io/library/nginx:latest']);
});

test('a kustomize entry that only renames leaves the tag to the manifests: none is written out', () => {
  const block = 'images:\n- { name: nginx, newName: ghcr.io/acme/nginx }\n- { name: redis, newTag: "7.2" }\n';
  expect(names('kustomization.yaml', block)).toEqual(['ghcr.io/acme/nginx', 'docker.io/library/redis:7.2']);
});
