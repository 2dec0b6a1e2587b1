import { describe, expect, test } from 'vitest';
import { fieldsOf, parseYaml, walkTree, type YamlMap } from '../../../../src/formats/yaml/index.ts';
import { sourceText } from '../../../../src/text/source-text.ts';

const DEEP = 100_000;

function stream(text: string) {
  return parseYaml(sourceText('test.yaml', text));
}

describe('nesting without end is cut and reported', () => {
  test.each([
    ['flow sequences', '['.repeat(DEEP)],
    ['flow maps', '{a: '.repeat(DEEP)],
    ['block sequences', '- '.repeat(DEEP)],
    ['block sequences that end', `${'- '.repeat(DEEP)}a\nb: c\n`],
    ['explicit keys', '? '.repeat(DEEP)],
    ['empty keys', ': '.repeat(DEEP)],
    ['block maps', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
  ])('%s', (_, text) => {
    const { documents, problems } = stream(text);
    expect(problems.map(({ code }) => code)).toContain('TOO_DEEP');
    for (const { root } of documents) {
      if (root !== undefined) expect(walkTree(root, () => undefined)).toBeUndefined();
    }
  });

  test('what is nested 500 deep is read', () => {
    const { problems } = stream(`${'['.repeat(500)}${']'.repeat(500)}`);
    expect(problems).toEqual([]);
  });
});

describe('odd characters are text', () => {
  test.each(['\0', '\x7f', '\ud800', '\u2028', '\ufffe', '\ufeff'])('%j', (char) => {
    const { documents } = stream(`a: b${char}c\n`);
    expect(documents[0]?.root).toMatchObject({ entries: [{ value: { value: `b${char}c` } }] });
  });

  test('a long line', () => {
    const { documents, problems } = stream(`a: ${'x'.repeat(2_000_000)}\n`);
    expect(problems).toEqual([]);
    expect(documents[0]?.root?.span.end).toBe(2_000_003);
  });
});

describe('merge keys without end', () => {
  test('a chain of maps is followed a bounded way', () => {
    const lines = ['a0: &a0 {k0: v}'];
    for (let i = 1; i < 5000; i++) lines.push(`a${i}: &a${i} {<<: *a${i - 1}, k${i}: v}`);
    const { root } = stream(lines.join('\n')).documents[0] ?? {};
    const last = (root as YamlMap).entries.at(-1)?.value as YamlMap;
    expect(fieldsOf(last).length).toBeGreaterThan(40);
    expect(fieldsOf(last).length).toBeLessThan(2100);
  });

  test('maps that merge two others each do not double', () => {
    const lines = ['a0: &a0 {k: v}'];
    for (let i = 1; i < 40; i++) lines.push(`a${i}: &a${i} {<<: [*a${i - 1}, *a${i - 1}]}`);
    const { root } = stream(lines.join('\n')).documents[0] ?? {};
    expect(fieldsOf((root as YamlMap).entries.at(-1)?.value as YamlMap).map(({ key }) => key)).toEqual(['k']);
  });
});

test.each([
  ['a: "bus', 'bus'],
  ["a: 'b", 'b'],
  ['a: "', ''],
  ['a: [ "bus\n', 'bus'],
])('a quote that nobody closes takes nothing from the text: %j', (text, value) => {
  const root = stream(text).documents[0]?.root as YamlMap;
  const node = root.entries[0]?.value;
  const scalar = node?.kind === 'seq' ? node.items[0] : node;
  expect(scalar).toMatchObject({ value });
});
