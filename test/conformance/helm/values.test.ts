import { describe, expect, it } from 'vitest';
import { type ChartValues, coalesceTables, coalesceValues } from '../../../src/helm/values/coalesce.ts';
import { readValues } from '../../../src/helm/values/read-values.ts';
import { emptyTable, type TableValue } from '../../../src/helm/values/value.ts';
import { sourceText } from '../../../src/text/index.ts';
import { plain, writtenAt } from '../../support/helm-values.ts';

function values(text: string, file = 'values.yaml'): TableValue {
  const read = readValues(sourceText(file, text));
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
}

function errorOf(text: string): readonly [string, string] {
  const read = readValues(sourceText('values.yaml', text));
  if (read.ok) throw new Error('no error');
  const { code, span } = read.error;
  return [code, text.slice(span.start, span.end)];
}

// What sigs.k8s.io/yaml makes of each, as it was run.
describe('values files', () => {
  it.each<[string, unknown]>([
    ['1.20', 1.2],
    ['20240101', 20240101],
    ['0777', 511],
    ['0o17', 15],
    ['08', 8],
    ['0x1F', 31],
    ['0b101', 5],
    ['-0b101', -5],
    ['1_000', 1000],
    ['1e3', 1000],
    ['.5', 0.5],
    ['1.', 1],
    ['+12', 12],
    ['12345678901234567890', 12345678901234567000],
    ['1:30', '1:30'],
    ['2001-12-14', '2001-12-14'],
    ['y', true],
    ['No', false],
    ['ON', true],
    ['oFf', 'oFf'],
    ['~', null],
    ['', null],
    ['"1.20"', '1.20'],
    ["'yes'", 'yes'],
    ['!!str 1.20', '1.20'],
    ['!!float 1', 1],
    ['!other 12', '12'],
    ['!!binary aGVsbG8=', 'hello'],
    ['1e400', '1e400'],
    ['1.2.3', '1.2.3'],
  ])('a: %s', (text, expected) => {
    expect(plain(values(`a: ${text}`))).toEqual({ a: expected });
  });

  it('have keys as JSON writes them', () => {
    expect(plain(values('y: 1\n0x10: 2\n1.5: 3\n10000000.0: 4\n"n": 5\n'))).toEqual({
      true: 1,
      16: 2,
      1.5: 3,
      '1e+07': 4,
      n: 5,
    });
  });

  it('may hold several documents, each over those before it', () => {
    const text = 'a: {x: 1, z: 2}\nb: 1\n---\n# nothing\n---\na: {z: 3}\nb: null\n';
    expect(plain(values(text))).toEqual({ a: { x: 1, z: 3 }, b: null });
  });

  it('follow anchors and merge keys', () => {
    const text = 'base: &base {registry: quay.io, tag: a}\nimage:\n  <<: *base\n  tag: b\n';
    expect(plain(values(text))).toEqual({
      base: { registry: 'quay.io', tag: 'a' },
      image: { registry: 'quay.io', tag: 'b' },
    });
  });

  it('know where each value is written', () => {
    const text = 'image:\n  tags: [a, "1.2"]\n';
    const image = values(text).entries.get('image');
    const tags = image?.kind === 'table' ? image.entries.get('tags') : undefined;
    const tag = tags?.kind === 'list' ? tags.items[1] : undefined;
    expect(tag && writtenAt(tag)).toBe('values.yaml:image.tags[1]');
    expect(text.slice(tag?.place?.span.start, tag?.place?.span.end)).toBe('"1.2"');
  });

  it.each<[string, string, string]>([
    ['a: .nan', 'scalar', '.nan'],
    ['a: !!int x', 'scalar', 'x'],
    ['~: 1', 'key', '~'],
    ['- a', 'not-a-table', '- a'],
    ['text', 'not-a-table', 'text'],
  ])('%s is an error with its place', (text, code, place) => {
    const [found, at] = errorOf(text);
    expect(found).toBe(code);
    expect(at).toContain(place);
  });

  it('that are no YAML are an error', () => {
    expect(errorOf('a: [b')[0]).toBe('syntax');
  });

  it('cannot multiply by aliases', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let i = 1; i < 9; i++) lines.push(`a${i}: &a${i} [${`*a${i - 1}, `.repeat(10)}]`);
    expect(errorOf(lines.join('\n'))[0]).toBe('too-large');
  });
});

function chart(name: string, text: string, ...dependencies: readonly ChartValues[]): ChartValues {
  return { name, values: values(text), dependencies };
}

function coalesced(top: ChartValues, given = ''): unknown {
  const result = coalesceValues(top, values(given));
  return result.ok ? plain(result.value) : result.error;
}

// helm, pkg/chart/common/util, as `helm template` shows it.
describe('coalescing', () => {
  it('merges tables and replaces all else, what is given being stronger', () => {
    const top = chart('top', 'a: {x: 1, w: [1, 2]}\nb: 1\nc: {z: 1}\n');
    expect(coalesced(top, 'a: {w: [3]}\nc: 5\n')).toEqual({ a: { x: 1, w: [3] }, b: 1, c: 5 });
  });

  it('null takes a key away', () => {
    const top = chart('top', 'a: 1\nb: {c: 1, d: 2}\n');
    expect(coalesced(top, 'a: null\nb: {c: null}\n')).toEqual({ b: { d: 2 } });
  });

  it('null that takes nothing away stays, and null by default does not', () => {
    expect(coalesced(chart('top', 'a: null\nb: {c: null, d: 1}\n'))).toEqual({ b: { d: 1 } });
    expect(coalesced(chart('top', 'b: {d: 1}\n'), 'b: {e: null}\n')).toEqual({ b: { d: 1, e: null } });
  });

  it('a parent is stronger than its subchart, and what is given stronger than both', () => {
    const top = chart('top', 'sub: {a: 2, b: 2}\n', chart('sub', 'a: 1\nb: 1\nc: 1\n'));
    expect(coalesced(top, 'sub: {b: 3}\n')).toEqual({ sub: { a: 2, b: 3, c: 1, global: {} } });
  });

  it('globals go down, the parent being stronger', () => {
    const top = chart(
      'top',
      'global: {registry: a, deep: {x: 1}}\n',
      chart('sub', 'global: {registry: b, own: 1, deep: {x: 2, w: 2}}\n', chart('below', '')),
    );
    const global = { registry: 'a', own: 1, deep: { x: 1, w: 2 } };
    expect(coalesced(top)).toEqual({
      global: { registry: 'a', deep: { x: 1 } },
      sub: { global, below: { global } },
    });
  });

  it('null takes a default of a subchart away, but not as a default of its parent', () => {
    const sub = chart('sub', 'a: 1\nb: 1\n');
    expect(coalesced(chart('top', '', sub), 'sub: {a: null}\n')).toEqual({ sub: { b: 1, global: {} } });
    expect(coalesced(chart('top', 'sub: {a: null}\n', sub))).toEqual({ sub: { a: 1, b: 1, global: {} } });
  });

  it('values for a subchart have to be a table', () => {
    expect(coalesced(chart('top', 'sub: 1\n', chart('sub', '')))).toEqual({
      code: 'not-a-table',
      chart: 'sub',
    });
  });

  it('leaves what it was given as it was', () => {
    const top = chart('top', 'a: {x: null}\n', chart('sub', 'global: {w: 1}\n'));
    const given = values('a: {z: null}\nglobal: {v: {}}\n');
    const before = JSON.stringify([plain(top.values), plain(given)]);
    coalesceValues(top, given);
    expect(JSON.stringify([plain(top.values), plain(given)])).toBe(before);
  });

  it('of two tables keeps the stronger', () => {
    const strong = values('a: null\nb: {c: 1}\n');
    const weak = values('a: 1\nb: {c: 2, d: 2}\ne: null\n');
    expect(plain(coalesceTables(strong, weak, false))).toEqual({ b: { c: 1, d: 2 }, e: null });
    expect(plain(coalesceTables(strong, weak, true))).toEqual({ a: null, b: { c: 1, d: 2 }, e: null });
    expect(plain(coalesceTables(emptyTable, weak, true))).toEqual(plain(weak));
  });
});
