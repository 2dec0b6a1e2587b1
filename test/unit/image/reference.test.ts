import { describe, expect, it } from 'vitest';
import {
  equalReferences,
  familiarReference,
  formatReference,
  type ImageReference,
  repositoryName,
  withDefaultTag,
} from '../../../src/image/index.ts';

const digest = `sha256:${'0'.repeat(64)}`;
const nginx: ImageReference = { registry: 'docker.io', repository: 'library/nginx' };

describe('formatReference and familiarReference', () => {
  it.each<[ImageReference, string, string]>([
    [nginx, 'docker.io/library/nginx', 'nginx'],
    [{ ...nginx, tag: '1' }, 'docker.io/library/nginx:1', 'nginx:1'],
    [{ ...nginx, digest }, `docker.io/library/nginx@${digest}`, `nginx@${digest}`],
    [{ ...nginx, tag: '1', digest }, `docker.io/library/nginx:1@${digest}`, `nginx:1@${digest}`],
    [{ registry: 'docker.io', repository: 'a/b' }, 'docker.io/a/b', 'a/b'],
    [{ registry: 'docker.io', repository: 'library/a/b' }, 'docker.io/library/a/b', 'library/a/b'],
    [{ registry: 'ghcr.io', repository: 'library/a' }, 'ghcr.io/library/a', 'ghcr.io/library/a'],
    [{ registry: '[::1]:5000', repository: 'a' }, '[::1]:5000/a', '[::1]:5000/a'],
  ])('%j', (reference, full, familiar) => {
    expect(formatReference(reference)).toBe(full);
    expect(familiarReference(reference)).toBe(familiar);
  });

  it('leaves tag and digest out of the name', () => {
    expect(repositoryName({ ...nginx, tag: '1', digest })).toBe('docker.io/library/nginx');
  });
});

describe('withDefaultTag', () => {
  it('writes latest out only where neither tag nor digest stands', () => {
    expect(withDefaultTag(nginx)).toEqual({ ...nginx, tag: 'latest' });
    expect(withDefaultTag({ ...nginx, tag: '1' })).toEqual({ ...nginx, tag: '1' });
    expect(withDefaultTag({ ...nginx, digest })).toEqual({ ...nginx, digest });
  });
});

describe('equalReferences', () => {
  it('compares all four pieces', () => {
    const full = { ...nginx, tag: '1', digest };
    expect(equalReferences(full, { ...full })).toBe(true);
    expect(equalReferences(full, { ...full, registry: 'quay.io' })).toBe(false);
    expect(equalReferences(full, { ...full, repository: 'library/redis' })).toBe(false);
    expect(equalReferences(full, { ...full, tag: '2' })).toBe(false);
    expect(equalReferences(full, { ...nginx, tag: '1' })).toBe(false);
  });

  it('does not take a missing tag for latest', () => {
    expect(equalReferences(nginx, { ...nginx, tag: 'latest' })).toBe(false);
    expect(equalReferences(withDefaultTag(nginx), { ...nginx, tag: 'latest' })).toBe(true);
  });
});
