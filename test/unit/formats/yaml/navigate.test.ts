import { describe, expect, test } from 'vitest';
import {
  at,
  field,
  fieldsOf,
  formatPath,
  scalarText,
  type YamlMap,
} from '../../../../src/formats/yaml/index.ts';
import { parsed } from './tree.ts';

function fields(text: string, key: string): Record<string, string | undefined> {
  const map = at(parsed(text).root, [key]) as YamlMap;
  return Object.fromEntries(
    fieldsOf(map).map(({ key, value, via }) => [
      key,
      `${scalarText(value)}${via === undefined ? '' : ` via ${via.name}`}`,
    ]),
  );
}

const base = 'x: &x {a: x1, b: x2}\ny: &y {a: y1, c: y3}\n';

describe('fieldsOf', () => {
  test.each([
    ['one merged map', 'm:\n  <<: *x\n  a: own\n', { a: 'own', b: 'x2 via x' }],
    ['a merge key after the map’s own entry', 'm:\n  a: own\n  <<: *x\n', { a: 'own', b: 'x2 via x' }],
    [
      'several in a sequence: the earlier wins',
      'm:\n  <<: [*x, *y]\n',
      { a: 'x1 via x', b: 'x2 via x', c: 'y3 via y' },
    ],
    [
      'two merge keys: the later wins',
      'm:\n  <<: *x\n  <<: *y\n',
      { a: 'y1 via y', b: 'x2 via x', c: 'y3 via y' },
    ],
    [
      'a merged map that merges',
      'n: &n {<<: *x, d: n4}\nm:\n  <<: *n\n',
      { d: 'n4 via n', a: 'x1 via n', b: 'x2 via n' },
    ],
    ['a map written out', 'm:\n  <<: {a: in}\n', { a: 'in' }],
    [
      'an alias of a sequence of maps',
      's: &s [*x, *y]\nm:\n  <<: *s\n',
      { a: 'x1 via s', b: 'x2 via s', c: 'y3 via s' },
    ],
    ['a quoted << is an ordinary key', 'm:\n  "<<": z\n', { '<<': 'z' }],
    ['a merge of nothing', 'm:\n  <<:\n  a: own\n', { a: 'own' }],
    ['the last of duplicate keys', 'm:\n  a: 1\n  b: 2\n  a: 3\n', { a: '3', b: '2' }],
    ['the last duplicate in a merged map', 'z: &z {a: 1, a: 2}\nm: {<<: *z}\n', { a: '2 via z' }],
    ['an alias as value', 'v: &v w\nm: {a: *v}\n', { a: 'w via v' }],
    ['an alias as key', 'v: &v w\nm: {*v : b}\n', { w: 'b' }],
  ])('%s', (_, text, expected) => {
    expect(fields(base + text, 'm')).toEqual(expected);
  });

  test('a map that merges itself is not merged again', () => {
    expect(fields('m: &m\n  a: 1\n  <<: *m\n', 'm')).toEqual({ a: '1' });
  });

  test('agrees with field', () => {
    const { root } = parsed(`${base}m:\n  <<: [*x, *y]\n  a: own\n  d: *x\n`);
    const map = at(root, ['m']) as YamlMap;
    for (const expected of fieldsOf(map)) expect(field(map, expected.key)).toEqual(expected);
    expect(field(map, 'none')).toBeUndefined();
  });
});

describe('at', () => {
  const { root } = parsed('a: &a\n  - b: [c, d]\ne: *a\n');
  test('follows keys, indices and aliases', () => {
    expect(scalarText(at(root, ['a', 0, 'b', 1]))).toBe('d');
    expect(scalarText(at(root, ['e', 0, 'b', 0]))).toBe('c');
  });
  test.each([[['x']], [['a', 'b']], [['a', 1]], [['a', 0, 'b', 0, 'c']]])('leads nowhere: %j', (path) => {
    expect(at(root, path)).toBeUndefined();
  });
});

describe('scalarText', () => {
  test.each([
    ['b', 'b'],
    ['""', ''],
    ['"null"', 'null'],
    ['!!str null', 'null'],
    ['1.20', '1.20'],
    ['null', undefined],
    ['~', undefined],
    ['', undefined],
    ['[b]', undefined],
    ['{b: c}', undefined],
  ])('of %j', (value, expected) => {
    expect(scalarText(at(parsed(`a: ${value}\n`).root, ['a']))).toBe(expected);
  });
});

describe('formatPath', () => {
  test.each([
    [['spec', 'containers', 0, 'image'], 'spec.containers[0].image'],
    [['metadata', 'annotations', 'a.b/c'], 'metadata.annotations["a.b/c"]'],
    [[0, 'runs-on'], '[0].runs-on'],
    [['', '1', 'a"b'], '[""]["1"]["a\\"b"]'],
    [[], ''],
  ])('%j', (segments, expected) => {
    expect(formatPath(segments)).toBe(expected);
  });
});
