import { describe, expect, it } from 'vitest';
import { type KustomizeGraph, namedPlaces, rootsOf } from '../../../src/kustomize/index.ts';
import { graphOf } from './support.ts';

const directories = (graph: KustomizeGraph): string[] => graph.roots.map(({ directory }) => directory);
const rootsReaching = (graph: KustomizeGraph, file: string): string[] =>
  rootsOf(graph, file).map(({ directory }) => directory);

const problems = (graph: KustomizeGraph): string[] =>
  graph.problems.map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`);

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
    expect(rootsReaching(graph, 'component/kustomization.yaml')).toEqual(['overlays/prod']);
    expect(rootsReaching(graph, 'alone/kustomization.yaml')).toEqual(['alone']);
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
    expect(problems(graph)).toEqual([
      'b/kustomization.yaml:1:13: kustomize refuses the circle a → b → a',
      'self/kustomization.yaml:1:13: kustomize refuses the circle self → self',
    ]);
  });

  it('finds circles below a root, and does not take two ways to one base for one', () => {
    const circle = graphOf({
      'kustomization.yaml': 'resources: [a, b]',
      'a/kustomization.yaml': 'resources: [../b]',
      'b/kustomization.yaml': 'resources: [x.yaml, ../c]',
      'c/kustomization.yaml': 'resources: [../b]',
    });
    expect(problems(circle)).toEqual(['c/kustomization.yaml:1:13: kustomize refuses the circle b → c → b']);
    const diamond = graphOf({
      'kustomization.yaml': 'resources: [a, b]',
      'a/kustomization.yaml': 'resources: [../c]',
      'b/kustomization.yaml': 'resources: [../c]',
      'c/kustomization.yaml': 'resources: [x.yaml]',
    });
    expect(problems(diamond)).toEqual([]);
  });

  it('names the beginning of a very long circle', () => {
    const ring = Array.from({ length: 20_000 }, (_, i) => [
      `d${i}/kustomization.yaml`,
      `resources: [../d${(i + 1) % 20_000}]`,
    ]);
    const [problem, ...others] = problems(graphOf(Object.fromEntries(ring)));
    expect(problem).toMatch(/ circle d0 → d1 → d2 → d3 → d4 → d5 → d6 → d7 → 19992 more → d0$/);
    expect(others).toEqual([]);
  });

  it('refuses a base that the kustomization lies in', () => {
    const above = graphOf({
      'kustomization.yaml': 'resources: [x.yaml]',
      'a/b/kustomization.yaml': 'resources: [../..]',
      'ab/kustomization.yaml': 'resources: [../a/b]',
    });
    expect(problems(above)).toEqual([
      'a/b/kustomization.yaml:1:13: kustomize refuses to include a directory that this file lies in',
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

describe('what only the disk can tell of', () => {
  it('is everything named that is neither fetched nor a kustomization of the repository', () => {
    const graph = graphOf({
      'kustomization.yaml': `resources: [base, web.yaml, ../out.yaml, "https://example.org/x.yaml", /abs.yaml, ""]
patches: [{path: p.yaml}, {patch: "{}"}]
patchesStrategicMerge: [q.yaml]
configurations: [c.yaml, "https://example.org/c.yaml"]
`,
      'base/kustomization.yaml': 'resources: []',
    });
    expect(namedPlaces(graph).map(({ text, as, location }) => [text.path, as, location.kind])).toEqual([
      ['resources[1]', 'inclusion', 'local'],
      ['resources[2]', 'inclusion', 'outside'],
      ['resources[4]', 'inclusion', 'outside'],
      ['patches[0].path', 'file', 'local'],
      ['patchesStrategicMerge[0]', 'file', 'local'],
      ['configurations[0]', 'file', 'local'],
    ]);
  });
});
