import { expect, it } from 'vitest';
import { planningOrder } from '../../../src/kustomize/index.ts';
import { graphOf } from './support.ts';

function order(files: Readonly<Record<string, string>>): readonly (readonly string[])[] {
  const graph = graphOf(files);
  return planningOrder(graph, [...graph.byDirectory.values()]).map((group) =>
    group.map(({ directory }) => directory),
  );
}

it('bases come first, then components, then what includes both', () => {
  expect(
    order({
      'a/kustomization.yaml': 'resources: [../z]\ncomponents: [../c1, ../c2]\n',
      'c1/kustomization.yaml': 'kind: Component\n',
      'c2/kustomization.yaml': 'kind: Component\n',
      'y/kustomization.yaml': 'resources: []\n',
      'z/kustomization.yaml': 'resources: [../y]\n',
    }),
  ).toEqual([['y'], ['z'], ['c1'], ['c2'], ['a']]);
});

it('a chain of any length and a circle come to an end', () => {
  const chain = Array.from({ length: 2_000 }, (_, i) => [
    `d${i}/kustomization.yaml`,
    i === 0 ? 'resources: []\n' : `resources: [../d${i - 1}]\n`,
  ]);
  expect(order(Object.fromEntries(chain))).toHaveLength(2_000);
  const circle = {
    'a/kustomization.yaml': 'resources: [../b]\n',
    'b/kustomization.yaml': 'resources: [../a]\n',
  };
  expect(order(circle).flat().sort()).toEqual(['a', 'b']);
});
