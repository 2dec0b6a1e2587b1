import { describe, expect, it } from 'vitest';
import { type KustomizeGraph, rootsOf } from '../../../src/kustomize/index.ts';
import { graphOf } from './support.ts';

const directories = (graph: KustomizeGraph): string[] => graph.roots.map(({ directory }) => directory);
const rootsReaching = (graph: KustomizeGraph, file: string): string[] =>
  rootsOf(graph, file).map(({ directory }) => directory);

describe('roots', () => {
  const graph = graphOf({
    'base/kustomization.yaml': 'resources: [web.yaml]',
    'component/kustomization.yaml': 'kind: Component\nresources: [extra.yaml]',
    'overlays/prod/kustomization.yml':
      'resources: [../../base]\ncomponents: [../../component]\npatches: [{path: p.yaml}]',
    'overlays/dev/Kustomization': 'bases: [../../base/]\npatchesStrategicMerge: [p.yaml]',
    'alone/kustomization.yaml': 'resources: [pod.yaml]',
  });

  it('are the kustomizations that nobody includes', () => {
    expect(directories(graph)).toEqual(['alone', 'overlays/dev', 'overlays/prod']);
    expect(graph.problems).toEqual([]);
  });

  it('are found for each file, patches and files of components included', () => {
    expect(rootsReaching(graph, 'base/web.yaml')).toEqual(['overlays/dev', 'overlays/prod']);
    expect(rootsReaching(graph, 'component/extra.yaml')).toEqual(['overlays/prod']);
    expect(rootsReaching(graph, 'overlays/dev/p.yaml')).toEqual(['overlays/dev']);
    expect(rootsReaching(graph, 'alone/pod.yaml')).toEqual(['alone']);
    expect(rootsReaching(graph, 'elsewhere.yaml')).toEqual([]);
  });

  it('work in the directory of the repository itself', () => {
    const flat = graphOf({
      'kustomization.yaml': 'resources: [./a/]',
      'a/kustomization.yaml': 'resources: [x.yaml]',
    });
    expect(directories(flat)).toEqual(['']);
    expect(rootsReaching(flat, 'a/x.yaml')).toEqual(['']);
  });

  it('do not build what is only the configuration of a plugin', () => {
    const plugin = graphOf({
      'kustomization.yaml': 'resources: [x.yaml]\ntransformers: [t]',
      't/kustomization.yaml': 'resources: [config.yaml]',
    });
    expect(directories(plugin)).toEqual(['']);
    expect(rootsReaching(plugin, 't/config.yaml')).toEqual([]);
  });
});

describe('what cannot be built', () => {
  it('survives circles and says so', () => {
    const graph = graphOf({
      'a/kustomization.yaml': 'resources: [../b, x.yaml]',
      'b/kustomization.yaml': 'resources: [../a]',
      'self/kustomization.yaml': 'resources: [../self]',
      'root/kustomization.yaml': 'resources: [y.yaml]',
    });
    expect(directories(graph)).toEqual(['root']);
    expect(rootsReaching(graph, 'a/x.yaml')).toEqual([]);
    expect(graph.problems.map(({ code, file }) => [code, file])).toEqual([
      ['cycle', 'a/kustomization.yaml'],
      ['cycle', 'b/kustomization.yaml'],
      ['cycle', 'self/kustomization.yaml'],
    ]);
  });

  it('takes one of several files in a directory', () => {
    const graph = graphOf({
      'a/Kustomization': 'resources: [y.yaml]',
      'a/kustomization.yaml': 'resources: [x.yaml]',
    });
    expect(rootsReaching(graph, 'a/x.yaml')).toEqual(['a']);
    expect(rootsReaching(graph, 'a/y.yaml')).toEqual([]);
    expect(graph.problems).toMatchObject([{ code: 'several-files', file: 'a/Kustomization' }]);
  });
});
