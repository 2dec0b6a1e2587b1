import { describe, expect, it } from 'vitest';
import { isKustomizationFile, readKustomization } from '../../../src/kustomize/index.ts';
import { slice, sourceText } from '../../../src/text/index.ts';
import { kustomization } from './support.ts';

describe('file names', () => {
  it.each([
    ['kustomization.yaml', true],
    ['a/b/kustomization.yml', true],
    ['a/Kustomization', true],
    ['a/kustomization', false],
    ['Kustomization.yaml', false],
    ['my-kustomization.yaml', false],
  ])('%s: %s', (path, expected) => {
    expect(isKustomizationFile(path)).toBe(expected);
  });
});

describe('fields', () => {
  it('reads what is included, with places', () => {
    const read = kustomization(
      `resources: [pod.yaml, ../../base/]
bases:
- ../other
components:
- ./c
transformers:
- t.yaml
- |-
  apiVersion: builtin
  kind: ImageTagTransformer
`,
      'k8s/overlays/kustomization.yaml',
    );
    expect(read.inclusions.map(({ path, location }) => [path, location])).toEqual([
      ['resources[0]', { kind: 'local', path: 'k8s/overlays/pod.yaml' }],
      ['resources[1]', { kind: 'local', path: 'base' }],
      ['bases[0]', { kind: 'local', path: 'k8s/other' }],
      ['components[0]', { kind: 'local', path: 'k8s/overlays/c' }],
      ['transformers[0]', { kind: 'local', path: 'k8s/overlays/t.yaml' }],
    ]);
    const [first] = read.inclusions;
    expect(first && slice(read.source, first.scalar.span)).toBe('pod.yaml');
  });

  it.each([
    'https://github.com/org/repo//path?ref=v1',
    'https://raw.githubusercontent.com/o/r/main/x.yaml',
    'git::https://example.com/org/repo.git//x',
    'github.com/org/repo//base?ref=main',
    'GitHub.com/org/repo',
    'ssh://git@example.com/org/repo',
    'git@github.com:org/repo.git',
    'file:///srv/repo//base',
  ])('%s is fetched', (url) => {
    expect(kustomization(`resources: ["${url}"]`).inclusions[0]?.location).toEqual({ kind: 'remote', url });
  });

  it('tells what lies outside the repository', () => {
    const read = kustomization('resources: [../../x, /etc/x.yaml]', 'a/kustomization.yaml');
    expect(read.inclusions.map(({ location }) => location.kind)).toEqual(['outside', 'outside']);
  });

  it('reads the three kinds of patches, in files and inline', () => {
    const read = kustomization(`patches:
- path: a.yaml
- patch: |-
    - op: replace
patchesStrategicMerge:
- b.yaml
- |-
  kind: Deployment
patchesJson6902:
- path: c.json
  target: {kind: Deployment}
`);
    expect(
      read.patches.map(({ path, location }) => [path, location?.kind === 'local' ? location.path : 'inline']),
    ).toEqual([
      ['patches[0].path', 'a.yaml'],
      ['patches[1].patch', 'inline'],
      ['patchesStrategicMerge[0]', 'b.yaml'],
      ['patchesStrategicMerge[1]', 'inline'],
      ['patchesJson6902[0].path', 'c.json'],
    ]);
  });

  it('reads what a target says in plain words', () => {
    const read = kustomization(`patches:
- {path: a.yaml, target: {group: apps, version: v1, kind: Deployment, namespace: shop, name: web}}
- {path: b.yaml, target: {kind: "Deployment|Job", name: web-.*, labelSelector: app=web}}
- path: c.yaml
`);
    expect(read.patches.map(({ target }) => target)).toEqual([
      { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' },
      {},
      undefined,
    ]);
  });

  it('reads images, then imageTags; null counts as absent', () => {
    const read = kustomization(`imageTags:
- {name: old, newTag: "1"}
images:
-
- name: nginx
  newName: null
  newTag: "8"
  tagSuffix: -x
- name: quay.io/a/b
  digest: sha256:ab
`);
    expect(read.images.map(({ path, entry }) => [path, entry])).toEqual([
      ['images[1]', { name: 'nginx', newTag: '8', tagSuffix: '-x' }],
      ['images[2]', { name: 'quay.io/a/b', digest: 'sha256:ab' }],
      ['imageTags[0]', { name: 'old', newTag: '1' }],
    ]);
    expect(read.problems).toEqual([]);
  });

  it('finds fields without case, the one that sorts last wins', () => {
    const read = kustomization('IMAGES: [{NAME: nginx, newname: A}]');
    expect(read.images.map(({ entry }) => entry)).toEqual([{ name: 'nginx', newName: 'A' }]);
    const both = kustomization('images: [{name: a, newName: A}]\nImages: [{name: b, newName: B}]');
    expect(both.images.map(({ entry }) => entry.name)).toEqual(['a']);
  });

  it('reads the first document alone', () => {
    const read = kustomization('images: [{name: a, newName: A}]\n---\nimages: [{name: b, newName: B}]\n');
    expect(read.images.map(({ entry }) => entry.name)).toEqual(['a']);
    expect(
      readKustomization(sourceText('kustomization.yaml', '---\n# nothing\n---\nresources: []\n')),
    ).toMatchObject({
      ok: false,
      error: { code: 'empty' },
    });
    expect(readKustomization(sourceText('kustomization.yaml', '- a\n'))).toMatchObject({
      ok: false,
      error: { code: 'no-map' },
    });
  });

  it('knows Components and charts', () => {
    const read = kustomization(`kind: Component
helmCharts:
- name: minecraft
helmChartInflationGenerator:
- chartName: old
`);
    expect(read.kind).toBe('Component');
    expect(read.helmCharts.map(({ path, value }) => [path, value])).toEqual([
      ['helmCharts[0].name', 'minecraft'],
      ['helmChartInflationGenerator[0].chartName', 'old'],
    ]);
  });

  it('marks what is reached through an alias', () => {
    const read = kustomization('images:\n- &x {name: nginx, newName: B}\n- {<<: *x, newTag: "8"}\n- *x\n');
    expect(read.images.map(({ entry }) => entry)).toEqual([
      { name: 'nginx', newName: 'B' },
      { name: 'nginx', newName: 'B', newTag: '8' },
      { name: 'nginx', newName: 'B' },
    ]);
    expect(read.images.map(({ texts }) => texts.newName?.via?.name)).toEqual([undefined, 'x', 'x']);
  });
});

describe('what kustomize refuses', () => {
  it.each([
    ['images: [{name: nginx, newTag: 2}]', 'images[0].newTag is no string'],
    ['images: [{name: nginx, newTag: 1.25}]', 'images[0].newTag is no string'],
    ['images: [{name: y, newTag: "1"}]', 'images[0].name is no string'],
    ['images: [{name: {a: b}}]', 'images[0].name is no string'],
    ['images: [nginx]', 'images[0] is no map'],
    ['images: [{name: "[", newName: a}]', 'images[0].name is no valid regular expression (unexpected ))'],
  ])('%s', (text, message) => {
    expect(kustomization(text).problems.map((problem) => problem.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });

  it('takes what YAML reads as text', () => {
    expect(kustomization('images: [{name: nginx, newTag: 1.2.3, newName: "y"}]').problems).toEqual([]);
  });
});
