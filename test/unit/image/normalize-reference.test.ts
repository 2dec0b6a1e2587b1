import { describe, expect, it } from 'vitest';
import {
  formatReference,
  normalizeReference,
  normalizeRegistry,
  retiredRegistry,
} from '../../../src/image/index.ts';

const normalized = (text: string) => {
  const result = normalizeReference(text);
  return result.ok ? formatReference(result.value.reference) : result.error.code;
};

describe('normalizeReference', () => {
  it.each([
    ['nginx', 'docker.io/library/nginx'],
    ['index.docker.io/nginx:1', 'docker.io/library/nginx:1'],
    ['registry-1.docker.io/library/nginx', 'docker.io/library/nginx'],
    ['registry-1.docker.io/nginx', 'docker.io/library/nginx'],
    ['registry.docker.io/grafana/grafana', 'docker.io/grafana/grafana'],
    ['registry.hub.docker.com/grafana/grafana:11.0.0', 'docker.io/grafana/grafana:11.0.0'],
    ['Docker.IO/nginx', 'docker.io/library/nginx'],
    ['Index.Docker.io/a/b', 'docker.io/a/b'],
    ['GHCR.io/acme/app', 'ghcr.io/acme/app'],
    ['LOCALHOST/app', 'localhost/app'],
    ['Registry:5000/app', 'registry:5000/app'],
    ['[FE80::1]:5000/app', '[fe80::1]:5000/app'],
  ])('%s is %s', (text, full) => {
    expect(normalized(text)).toBe(full);
  });

  it('leaves the website, which serves no images, as it is', () => {
    expect(normalized('hub.docker.com/library/nginx')).toBe('hub.docker.com/library/nginx');
  });

  it('leaves retired registries and other ports as they are', () => {
    expect(normalized('k8s.gcr.io/pause:3.9')).toBe('k8s.gcr.io/pause:3.9');
    expect(normalized('docker.io:5000/nginx')).toBe('docker.io:5000/nginx');
  });

  it('keeps the capitals that alone make a registry', () => {
    expect(normalized('Team/app')).toBe('Team/app');
  });

  it('keeps the parts of the text', () => {
    expect(normalizeReference('registry-1.docker.io/nginx:1')).toMatchObject({
      value: {
        parts: {
          registry: { start: 0, end: 20 },
          repository: { start: 21, end: 26 },
          tag: { start: 27, end: 28 },
        },
      },
    });
  });

  it('refuses what the grammar refuses, and a path that becomes too long', () => {
    expect(normalized('https://docker.io/nginx')).toBe('invalid-registry');
    expect(normalized(`registry-1.docker.io/${'a'.repeat(247)}`)).toBe(
      `docker.io/library/${'a'.repeat(247)}`,
    );
    expect(normalizeReference(`registry-1.docker.io/${'a'.repeat(248)}`)).toMatchObject({
      error: { code: 'repository-too-long', position: 268 },
    });
  });
});

describe('normalizeRegistry', () => {
  it('gives one name to one registry', () => {
    expect(['registry-1.docker.io', 'DOCKER.io', 'Quay.io', 'team'].map(normalizeRegistry)).toEqual([
      'docker.io',
      'docker.io',
      'quay.io',
      'team',
    ]);
  });
});

describe('retiredRegistry', () => {
  it('names the successor of a retired registry', () => {
    expect(retiredRegistry('k8s.gcr.io')).toMatchObject({
      successor: 'registry.k8s.io',
      samePaths: true,
      since: '2023-04-03',
    });
    expect(retiredRegistry('K8S.gcr.io')).toBe(retiredRegistry('k8s.gcr.io'));
    expect(retiredRegistry('docker.pkg.github.com')).toMatchObject({
      successor: 'ghcr.io',
      samePaths: false,
    });
  });

  it.each(['k8s.gcr.io', 'docker.pkg.github.com', 'registry.centos.org', 'registry.svc.ci.openshift.org'])(
    '%s has a date, a note and a successor that is not retired',
    (registry) => {
      const retired = retiredRegistry(registry);
      expect(retired?.since).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
      expect(retired?.note).toContain(retired?.successor);
      expect(retiredRegistry(retired?.successor ?? registry)).toBeUndefined();
    },
  );

  it.each(['docker.io', 'registry.k8s.io', 'gcr.io', 'constructor', ''])('does not know %j', (registry) => {
    expect(retiredRegistry(registry)).toBeUndefined();
  });
});
