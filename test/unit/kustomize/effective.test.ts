import { describe, expect, it } from 'vitest';
import { effectiveImages, type KustomizeGraph } from '../../../src/kustomize/index.ts';
import { graphOf } from './support.ts';

const container = 'spec.template.spec.containers[0].image';

function outcomes(
  graph: KustomizeGraph,
  file: string,
  value: string,
  path = container,
  kind = 'Deployment',
): string[] {
  const { images } = effectiveImages(graph, { file, value, path, object: { kind } });
  return images.map(({ root, after }) => `${root.directory}: ${after}`).sort();
}

describe('an image on its way to the roots', () => {
  const graph = graphOf({
    'base/kustomization.yaml': 'resources: [web.yaml]\nimages: [{name: nginx, newTag: "2"}]',
    'overlays/a/kustomization.yaml': 'resources: [../../base]\nimages: [{name: nginx, newName: team/nginx}]',
    'overlays/b/kustomization.yaml': 'resources: [../../base]',
  });

  it('passes the entries of each kustomization, innermost first', () => {
    expect(outcomes(graph, 'base/web.yaml', 'nginx:1')).toEqual([
      'overlays/a: team/nginx:2',
      'overlays/b: nginx:2',
    ]);
  });

  it('is itself where no kustomization takes it in', () => {
    expect(effectiveImages(graph, { file: 'debug.yaml', value: 'nginx', path: container })).toEqual({
      images: [],
      complete: true,
    });
  });

  it('is itself in a field that kustomize does not touch', () => {
    const path = 'spec.template.spec.ephemeralContainers[0].image';
    expect(outcomes(graph, 'base/web.yaml', 'nginx:1', path)).toEqual([
      'overlays/a: nginx:1',
      'overlays/b: nginx:1',
    ]);
  });

  it('shows what the own entries of the root find', () => {
    const { images } = effectiveImages(graph, { file: 'base/web.yaml', value: 'nginx:1', path: container });
    expect(images.map(({ root, before, past }) => [root.directory, before, past])).toContainEqual([
      'overlays/a',
      'nginx:2',
      0,
    ]);
  });

  it('a base that renames hides the entry of the overlay', () => {
    const hidden = graphOf({
      'base/kustomization.yaml': 'resources: [web.yaml]\nimages: [{name: nginx, newName: acr/nginx}]',
      'over/kustomization.yaml': 'resources: [../base]\nimages: [{name: nginx, newTag: "2"}]',
    });
    expect(outcomes(hidden, 'base/web.yaml', 'nginx:1')).toEqual(['over: acr/nginx:1']);
  });
});

describe('components and patches', () => {
  const graph = graphOf({
    'c1/kustomization.yaml':
      'kind: Component\nresources: [own.yaml]\ncomponents: [../c2]\nimages: [{name: b, newName: c}]',
    'c2/kustomization.yaml': 'kind: Component\nimages: [{name: a, newName: b}]',
    'c3/kustomization.yaml': 'kind: Component\nimages: [{name: c, newName: d}]',
    'root/kustomization.yaml': `resources: [web.yaml]
components: [../c1, ../c3]
patches: [{path: patch.yaml}]
images: [{name: d, newName: e}]`,
  });

  it('a resource passes all components, theirs first, then the entries', () => {
    expect(outcomes(graph, 'root/web.yaml', 'a:1')).toEqual(['root: e:1']);
  });

  it('a resource of a component passes that one and those behind it', () => {
    expect(outcomes(graph, 'c1/own.yaml', 'b:1')).toEqual(['root: e:1']);
  });

  it('a patch comes after the components', () => {
    expect(outcomes(graph, 'root/patch.yaml', 'c:1')).toEqual(['root: c:1']);
    expect(outcomes(graph, 'root/patch.yaml', 'd:1')).toEqual(['root: e:1']);
  });
});

describe('patches that are written into a kustomization', () => {
  const graph = graphOf({
    'part/kustomization.yaml': `kind: Component
patches: [{target: {kind: Deployment}, patch: '[]'}]
images: [{name: a, newName: b}]`,
    'base/kustomization.yaml': `resources: [web.yaml]
components: [../part]
patchesStrategicMerge: ["kind: Deployment"]
patches: [{patch: '{}'}, {patch: '{}'}]
images: [{name: b, newName: c}]
configurations: [kc.yaml]`,
    'base/kc.yaml': 'images: [{path: spec/image, kind: Prometheus}]',
    'over/kustomization.yaml': 'resources: [../base]\nimages: [{name: c, newName: d}]',
  });
  const file = 'base/kustomization.yaml';

  it.each([
    ['patches[1].patch.spec.template.spec.containers[0].image', 'Deployment', 'b:1', 'd:1'],
    ['patchesJson6902[0].patch.spec.template.spec.containers[-1].image', 'Deployment', 'b:1', 'd:1'],
    ['patchesStrategicMerge[0].spec.template.spec.initContainers[0].image', 'Deployment', 'b:1', 'd:1'],
    ['patches[0].patch.spec.template.spec.containers[0].image', 'Deployment', 'a:1', 'a:1'],
    ['patches[0].patch.spec.image', 'Prometheus', 'b:1', 'd:1'],
    ['patches[0].patch.spec.image', 'Thanos', 'b:1', 'b:1'],
  ])('%s of a %s enters behind the components: %s becomes %s', (path, kind, value, after) => {
    expect(outcomes(graph, file, value, path, kind)).toEqual([`over: ${after}`]);
  });

  it('of a component enter there', () => {
    const path = 'patches[0].patch.spec.template.spec.containers[0].image';
    expect(outcomes(graph, 'part/kustomization.yaml', 'a:1', path)).toEqual(['over: d:1']);
  });
});

it('the target of a patch file says which kind its fields are of', () => {
  const graph = graphOf({
    'kustomization.yaml': `configurations: [kc.yaml]
patches:
- {path: p.yaml, target: {kind: Prometheus}}
- {path: t.yaml, target: {kind: Thanos}}
images: [{name: a, newName: b}]`,
    'kc.yaml': 'images: [{path: spec/image, kind: Prometheus}]',
  });
  const after = (file: string): readonly string[] =>
    effectiveImages(graph, { file, value: 'a:1', path: 'spec.image' }).images.map((image) => image.after);
  expect(after('p.yaml')).toEqual(['b:1']);
  expect(after('t.yaml')).toEqual(['a:1']);
});

describe('fields that configurations add', () => {
  const graph = graphOf({
    'base/kustomization.yaml': 'resources: [p.yaml]\nconfigurations: [kc.yaml]',
    'base/kc.yaml': 'images:\n- {path: spec/image, kind: Prometheus}\n',
    'over/kustomization.yaml': 'resources: [../base]\nimages: [{name: prom, newName: acr/prom}]',
    'other/kustomization.yaml': 'resources: [q.yaml]\nimages: [{name: prom, newName: acr/prom}]',
  });

  it('reach the overlays of the base, and no other', () => {
    expect(outcomes(graph, 'base/p.yaml', 'prom:1', 'spec.image', 'Prometheus')).toEqual([
      'over: acr/prom:1',
    ]);
    expect(outcomes(graph, 'base/p.yaml', 'prom:1', 'spec.image', 'Thanos')).toEqual(['over: prom:1']);
    expect(outcomes(graph, 'other/q.yaml', 'prom:1', 'spec.image', 'Prometheus')).toEqual(['other: prom:1']);
  });
});

describe('an image of an entry itself', () => {
  const graph = graphOf({
    'kustomization.yaml': `images:
- {name: app, newName: quay.io/team/app}
- {name: nginx, newTag: "2"}
- {name: quay.io/team/app, newName: acr/app}`,
  });

  it('passes the entries behind it when it is a new name', () => {
    const path = 'images[0].newName';
    expect(outcomes(graph, 'kustomization.yaml', 'quay.io/team/app', path)).toEqual([': acr/app']);
  });

  it('meets its own entry when it is the name', () => {
    const image = { file: 'kustomization.yaml', value: 'nginx:2', path: 'images[1].name' };
    expect(effectiveImages(graph, image).images).toMatchObject([{ past: 1, after: 'nginx:2' }]);
  });

  it('is not confused with a field of that name in a manifest', () => {
    const other = graphOf({ 'kustomization.yaml': 'resources: [cr.yaml]\nimages: [{name: a, newName: b}]' });
    expect(outcomes(other, 'cr.yaml', 'a', 'images[0].newName', 'Custom')).toEqual([': a']);
  });
});

describe('hostile graphs', () => {
  it('a ladder of diamonds is followed once per value', () => {
    const files: Record<string, string> = { 'k0/kustomization.yaml': 'resources: [x.yaml]' };
    for (let i = 1; i <= 60; i++) {
      files[`l${i}/kustomization.yaml`] = `resources: [../k${i - 1}]`;
      files[`r${i}/kustomization.yaml`] = `resources: [../k${i - 1}]`;
      files[`k${i}/kustomization.yaml`] = `resources: [../l${i}, ../r${i}]`;
    }
    expect(outcomes(graphOf(files), 'k0/x.yaml', 'nginx')).toEqual(['k60: nginx']);
  });

  it('a ladder that makes another value on each side is given up, and says so', () => {
    const files: Record<string, string> = { 'k0/kustomization.yaml': 'resources: [x.yaml]' };
    for (let i = 1; i <= 20; i++) {
      files[`l${i}/kustomization.yaml`] = `resources: [../k${i - 1}]\nimages: [{name: .*, tagSuffix: a}]`;
      files[`r${i}/kustomization.yaml`] = `resources: [../k${i - 1}]\nimages: [{name: .*, tagSuffix: b}]`;
      files[`k${i}/kustomization.yaml`] = `resources: [../l${i}, ../r${i}]`;
    }
    const image = { file: 'k0/x.yaml', value: 'nginx:1', path: container };
    expect(effectiveImages(graphOf(files), image).complete).toBe(false);
  });

  it('components that multiply are given up, and it is said', () => {
    const files: Record<string, string> = {
      'root/kustomization.yaml': 'resources: [x.yaml]\ncomponents: [../c0]',
    };
    for (let i = 0; i < 30; i++) {
      files[`c${i}/kustomization.yaml`] = `kind: Component\ncomponents: [../c${i + 1}, ../c${i + 1}]`;
    }
    files['c30/kustomization.yaml'] = 'kind: Component\nimages: [{name: nginx, newName: m}]';
    const image = { file: 'root/x.yaml', value: 'nginx:1', path: container };
    expect(effectiveImages(graphOf(files), image).complete).toBe(false);
  });

  it('components that include each other end', () => {
    const graph = graphOf({
      'a/kustomization.yaml': 'kind: Component\ncomponents: [../b]\nimages: [{name: n, newName: m}]',
      'b/kustomization.yaml': 'kind: Component\ncomponents: [../a]',
      'root/kustomization.yaml': 'resources: [x.yaml]\ncomponents: [../a]',
    });
    expect(outcomes(graph, 'root/x.yaml', 'n:1')).toEqual(['root: m:1']);
  });
});
