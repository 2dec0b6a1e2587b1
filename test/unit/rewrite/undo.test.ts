import { describe, expect, it } from 'vitest';
import { upstreamReference } from '../../../src/cache/index.ts';
import { rulesToUndo } from '../../../src/rewrite/undo.ts';
import { rules as someRules, spellings, toCache, undo } from '../../support/rewrite-tree.ts';

const pod = (...images: readonly string[]): { readonly 'pod.yaml': string } => ({
  'pod.yaml': `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${images.map((image) => `  - image: ${image}\n`).join('')}`,
});

describe('without notes a name comes back in its usual spelling', () => {
  it.each([
    ['team.azurecr.io/hub/nginx:1', 'nginx:1'],
    ['team.azurecr.io/docker/grafana/grafana:11', 'grafana/grafana:11'],
    ['team.azurecr.io/docker/a.b/c', 'docker.io/a.b/c'],
    ['team.azurecr.io/quay/a/b:1', 'quay.io/a/b:1'],
    ['Team.azurecr.io/quay/a/b:1', 'quay.io/a/b:1'],
    ['team.azurecr.io/pause:3.9', 'registry.k8s.io/pause:3.9'],
    ['team.azurecr.io/own/thing:1', 'team.azurecr.io/own/thing:1'],
    ['other.azurecr.io/quay/a/b:1', 'other.azurecr.io/quay/a/b:1'],
  ])('%s is %s', (cached, upstream) => {
    expect(undo(pod(cached)).files).toEqual(pod(upstream));
  });

  it('podman takes no registry for granted, and neither does a field for the registry', () => {
    const unit = (image: string) => ({ 'a.container': `[Container]\nImage=${image}\n` });
    expect(undo(unit('team.azurecr.io/hub/nginx:1')).files).toEqual(unit('docker.io/library/nginx:1'));
    const values = (registry: string, repository: string) => ({
      'values.yaml': `image: { registry: ${registry}, repository: ${repository}, tag: "1" }\n`,
    });
    expect(undo(values('team.azurecr.io', 'docker/grafana/grafana')).files).toEqual(
      values('docker.io', 'grafana/grafana'),
    );
    expect(undo(values('team.azurecr.io/hub', 'nginx')).files).toEqual(values('docker.io', 'nginx'));
  });

  it('the longest target wins, and what the rules of the registry do not know goes by the usual targets', () => {
    const rules = rulesToUndo([...someRules, { name: 'deep', source: 'ghcr.io/x/*', target: 'quay/x/*' }]);
    const upstream = (repository: string): string | undefined => {
      const found = upstreamReference({ registry: 'team.azurecr.io', repository }, rules)?.upstream;
      return found && `${found.registry}/${found.repository}`;
    };
    expect(upstream('quay/x/y')).toBe('ghcr.io/x/y');
    expect(upstream('quay/z/y')).toBe('quay.io/z/y');
    expect(upstream('docker-hub/library/nginx')).toBe('docker.io/library/nginx');
    expect(upstream('k8s/pause')).toBe('registry.k8s.io/pause');
    expect(upstream('own/nginx')).toBeUndefined();
  });
});

describe('with notes it comes back to the letter', () => {
  const all = [
    'nginx:1',
    'docker.io/nginx:1',
    'docker.io/library/nginx:1',
    'library/nginx',
    'index.docker.io/nginx',
    'Docker.IO/grafana/grafana',
    'GHCR.io/x/y',
    '"quay.io/a/b"',
  ];

  it('every spelling of one name in one file', () => {
    const files = pod(...all);
    const result = toCache(files);
    expect(result.left).toEqual([]);
    expect(undo(result.files, spellings(files, result)).files).toEqual(files);
  });

  it('nothing is noted where the usual spelling is what stood there', () => {
    const files = pod('nginx:1', 'quay.io/a/b', 'grafana/grafana');
    expect(spellings(files, toCache(files))).toEqual({});
  });

  it('tags that have changed since do not matter', () => {
    const files = pod('docker.io/nginx:1', 'nginx:1');
    const result = toCache(files);
    const notes = spellings(files, result);
    const later = { 'pod.yaml': result.files['pod.yaml']?.replaceAll(':1', ':2') ?? '' };
    expect(undo(later, notes).files).toEqual(pod('docker.io/nginx:2', 'nginx:2'));
  });

  it('in a file with more such names than before, the spelling that was the most common', () => {
    const files = pod('docker.io/nginx:1', 'docker.io/nginx:2');
    const result = toCache(files);
    const notes = spellings(files, result);
    const later = pod(
      'team.azurecr.io/hub/nginx:3',
      'team.azurecr.io/hub/nginx:1',
      'team.azurecr.io/hub/nginx:2',
    );
    expect(undo(later, notes).files).toEqual(
      pod('docker.io/nginx:3', 'docker.io/nginx:1', 'docker.io/nginx:2'),
    );
  });
});
