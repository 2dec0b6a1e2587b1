import { expect, it } from 'vitest';
import { parseYamlText, type YamlStream } from '../../../../src/formats/yaml/index.ts';

const values = ({ documents, problems }: YamlStream): unknown => [
  problems.length,
  documents.map(({ root }) =>
    root?.kind === 'map'
      ? root.entries.map(({ value }) => (value.kind === 'scalar' ? value.value : value.kind))
      : root?.kind,
  ),
];

it.each([
  ["a: 'x\n\n    y\n\n'\nb: c\n", ['x\ny\n', 'c']],
  ['a: "x\n\n    y\n"\nb: c\n', ['x\ny ', 'c']],
  ["a:\n  b: 'x\n  \n '\nc: 'd\n'\n", ['map', 'd ']],
])('a closing quote may begin its line, as libyaml and go-yaml have it: %j', (text, expected) => {
  expect(values(parseYamlText(text))).toEqual([0, [expected]]);
});

it.each(["a: 'x\n\ny'\nb: c\n", "a: 'x\n\n", "a: 'x\n''\nb: c\n", "a: 'x\n' d\nb: c\n"])(
  'anything else stays a problem: %j',
  (text) => {
    expect(parseYamlText(text).problems.length).toBeGreaterThan(0);
  },
);

it.each([
  ['a: "b ', 'b'],
  ['a: "b\n', 'b'],
  ['a: "b\\n', 'b\n'],
  ['a: "', ''],
])('without one the text ends with its last word, where its place ends: %j', (text, expected) => {
  const [document] = parseYamlText(text).documents;
  const value = document?.root?.kind === 'map' ? document.root.entries[0]?.value : undefined;
  if (value?.kind !== 'scalar') throw new Error('no scalar');
  expect(value.value).toBe(expected);
  expect(value.content.end).toBe(text.trimEnd().length);
});
