import { expect, test } from 'vitest';
import { extract, indented } from './support.ts';

const application = (helm: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n  source:\n    chart: web\n    helm:\n${indented(helm, 6)}`;

test('a great many parameters take linear time', () => {
  const parameters = Array.from({ length: 20_000 }, (_, i) => `- {name: a${i}.image, value: "a/b:${i}"}\n`);
  expect(extract(application(`parameters:\n${parameters.join('')}`)).uses).toHaveLength(20_000);
});

test('a parameter that leads deeper than Helm goes is left out', () => {
  const deep = 'a.'.repeat(10_000);
  expect(extract(application(`parameters: [{name: ${deep}image, value: "a/b:1"}]\n`)).uses).toEqual([]);
});

test('aliases that name more than atoms, in a string of values', () => {
  const laughs = Array.from({ length: 40 }, (_, i) =>
    i === 0 ? 'a0: &a0 {image: "a/b:1"}' : `a${i}: &a${i} [*a${i - 1}, *a${i - 1}, *a${i - 1}]`,
  );
  const { problems } = extract(application(`values: |\n${indented(laughs.join('\n'), 2)}\n`));
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^Aliases name more nodes than are followed/),
  ]);
});

test('strings within strings are not followed', () => {
  const inner = JSON.stringify(application('values: "image: a/b:1"\n'));
  expect(extract(application(`values: ${JSON.stringify(`manifest: ${inner}`)}\n`)).uses).toEqual([]);
});

test('fields that are none of what is expected', () => {
  for (const helm of [
    'values: [1]',
    'valuesObject: text',
    'parameters: {a: 1}',
    'values: {a: {image: "a/b:1"}}',
    'values: "- a"',
  ]) {
    expect(extract(application(`${helm}\n`)).uses).toEqual([]);
  }
});

test('a great many fields named after repositories and tags take linear time', () => {
  const fields = Array.from(
    { length: 5_000 },
    (_, i) => `x${i}ImageRepository: a/b\nx${i}ImageTag: "1"\ny${i}ImageTag: "2"\n`,
  );
  const { uses, unresolved } = extract(fields.join(''), 'values.yaml');
  expect([uses.length, unresolved.length]).toEqual([5_000, 5_000]);
});
