import { expect, test } from 'vitest';
import { imageList } from '../../../../src/sources/image-list/index.ts';
import { sourceText } from '../../../../src/text/index.ts';
import { testFixtures } from '../../../support/source-fixtures.ts';

testFixtures({ ...imageList, claims: () => true });

test.each<[string, string]>([
  ['a table', 'NAME     READY   STATUS\nweb-1    1/1     Running\n'],
  ['prose', 'The images of the shop are these.\n'],
  ['an unfinished document', '{"apiVersion": "v1"'],
  ['more that is none than references', 'nginx\nA B\n:\n::\n'],
])('%s is no list', (_, text) => {
  expect(imageList.extract(sourceText('<stdin>', text), { buildArgs: {} })).toBeUndefined();
});

test('nothing is a list of nothing', () => {
  expect(imageList.extract(sourceText('<stdin>', '\n# none\n'), { buildArgs: {} })).toEqual({
    found: [],
    problems: [],
  });
});
