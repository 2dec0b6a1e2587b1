import { expect, test } from 'vitest';
import { groupPlaces } from '../../../src/rewrite/kustomize-images.ts';

function groups(...places: readonly (readonly [kind: string | undefined, path: string])[]): string[] {
  const items = places.map(([kind, path]) => ({ path, ...(kind === undefined ? {} : { object: { kind } }) }));
  return groupPlaces(items, (item) => item).map(
    ({ kind, pattern, items: members }) => `${members.length} ${kind} ${pattern}`,
  );
}

test('one field of one kind', () => {
  expect(groups(['A', 'spec.url'], ['B', 'spec.url'], ['A', 'spec.url'])).toEqual([
    '2 A spec.url',
    '1 B spec.url',
  ]);
});

test('keys and indices that differ on the way', () => {
  expect(
    groups(
      ['A', 'spec.values.web.image'],
      ['A', 'spec.values["a.b/c"].image'],
      ['A', 'spec.list[0].image'],
      ['A', 'spec.list[12].image'],
      ['A', 'spec.images[0]'],
      ['A', 'spec.images[1]'],
    ),
  ).toEqual(['2 A spec.values.*.image', '2 A spec.list[*].image', '2 A spec.images[*]']);
});

test('other first or last keys, other lengths, keys against indices', () => {
  expect(
    groups(
      ['A', 'spec.web.image'],
      ['A', 'data.web.image'],
      ['A', 'spec.web.initImage'],
      ['A', 'spec[0].image'],
      [undefined, 'spec.web.image'],
    ),
  ).toHaveLength(5);
});

test('what is the same in all is written as it stands', () => {
  expect(groups(['A', 'spec["a.b"][0].image'], ['A', 'spec["a.b"][0].image'])).toEqual([
    '2 A spec["a.b"][0].image',
  ]);
});
