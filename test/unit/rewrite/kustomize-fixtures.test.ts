import { describe, expect, it } from 'vitest';
import { planKustomizeImages } from '../../../src/rewrite/kustomize-images.ts';
import { cases, filesIn, fixtures, treeOf } from './fixtures.ts';
import { decide, plannedOf } from './support.ts';

/** fixtures/kustomize/<case>: the tree under `input` becomes the one under `expected`, where it differs. */
describe.each(cases())('%s', (name) => {
  const files = filesIn(`${fixtures}/${name}/input`);
  const expected = filesIn(`${fixtures}/${name}/expected`);

  it('gets the entries it needs, and nothing else', () => {
    const { graph, roots, uses } = treeOf(files);
    const changed = roots.flatMap((root) => {
      const { text, edits } = plannedOf(planKustomizeImages({ graph, root, images: uses, decide }));
      return edits.length === 0 ? [] : [[root.source.path, text]];
    });
    expect(Object.fromEntries(changed)).toEqual(expected);
  });

  it('needs nothing the second time', () => {
    const { graph, roots, uses } = treeOf({ ...files, ...expected });
    for (const root of roots) {
      expect(plannedOf(planKustomizeImages({ graph, root, images: uses, decide })).edits).toEqual([]);
    }
  });
});

describe('what is out of reach', () => {
  it('of custom resources and ephemeral containers is told', () => {
    const { graph, roots, uses } = treeOf(filesIn(`${fixtures}/custom-resources/input`));
    const [root] = roots;
    if (root === undefined) throw new Error('no root');
    const { unreachable } = plannedOf(planKustomizeImages({ graph, root, images: uses, decide }));
    expect(unreachable.map(({ image, code }) => [image.file, image.path, code])).toEqual([
      ['base/debug.yaml', 'spec.ephemeralContainers[0].image', 'field'],
      ['base/prometheus.yaml', 'spec.thanos.image', 'field'],
    ]);
  });
});
