import { describe, expect, test } from 'vitest';
import { isComposeName, overridden } from '../../../../src/sources/compose/claims.ts';

describe('isComposeName', () => {
  test.each([
    'compose.yaml',
    'compose.yml',
    'docker-compose.yml',
    'a/docker-compose.yaml',
    'compose.override.yaml',
    'compose-dev.yaml',
    'compose_dev.yaml',
    'docker-compose.prod.yml',
    'docker-compose-ci.yml',
    'docker-composeFOO.yml',
    'Docker-Compose.yml',
    'docker_compose.yml',
    'podman-compose.yaml',
    'web.compose.yaml',
    'web-compose.yml',
    'web.docker-compose.yml',
    'docker-stack.yml',
    'docker-stack-prod.yml',
    'fig.yml',
    'docker-compose.json',
    'docker-compose.yml.dist',
    'docker-compose.yml.j2',
    'docker-compose.yaml.example',
  ])('%s', (path) => {
    expect(isComposeName(path)).toBe(true);
  });

  test.each([
    'composer.json',
    'composer.lock',
    'compose.go',
    'docker-compose.md',
    'docker-compose/values.yaml',
    'docker-compose.yml.md',
    'figures.yml',
    'decompose.yaml',
    'docker-compose.env',
    'stack.yml',
  ])('not %s', (path) => {
    expect(isComposeName(path)).toBe(false);
  });
});

test('an override file is laid over the file of the same name', () => {
  expect(overridden('a/compose.override.yaml')).toBe('a/compose.yaml');
  expect(overridden('docker-compose.override.yml')).toBe('docker-compose.yml');
  expect(overridden('compose.prod.yaml')).toBeUndefined();
});
