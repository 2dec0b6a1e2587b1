import { expect, test } from 'vitest';
import { dealingOrder, nothingTaken, taker } from '../../../../src/scan/charts/deal-units.ts';
import type { ChartUnit } from '../../../../src/scan/charts/units.ts';

function chart(path: string, templates: number): ChartUnit {
  const files = Array.from({ length: templates }, (_, index) => `${path}/templates/${index}.yaml`);
  return {
    path,
    absolute: `/${path}`,
    kind: 'folder',
    files: [`${path}/Chart.yaml`, ...files].map((file) => ({
      kind: 'file',
      absolute: `/${file}`,
      path: file,
      chart: path,
    })),
  };
}

test('charts with more templates come first, others in their order', () => {
  expect(dealingOrder([chart('a', 1), chart('b', 3), chart('c', 1), chart('d', 2)])).toEqual([1, 3, 0, 2]);
});

test('each is taken once, from both ends', () => {
  const list = ['a', 'b', 'c', 'd', 'e'];
  const taken = nothingTaken();
  const first = taker(list, 'first', taken);
  const last = taker(list, 'last', taken);
  expect([first(), last(), last(), first(), last()]).toEqual(['a', 'e', 'd', 'b', 'c']);
  expect([first(), last(), first()]).toEqual([undefined, undefined, undefined]);
});

test('who comes late gets nothing', () => {
  const taken = nothingTaken();
  const first = taker([1, 2], 'first', taken);
  expect([first(), first(), first()]).toEqual([1, 2, undefined]);
  expect(taker([1, 2], 'last', taken)()).toBeUndefined();
});
