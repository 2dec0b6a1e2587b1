import { describe, expect, test } from 'vitest';
import { at, type PathSegment, type YamlNode } from '../../../../src/formats/yaml/index.ts';
import { slice } from '../../../../src/text/source-text.ts';
import { parsed } from './tree.ts';

interface SpanCase {
  readonly name: string;
  readonly text: string;
  readonly path: readonly PathSegment[];
  readonly span: string;
  readonly content?: string;
  readonly value?: string;
}

const cases: readonly SpanCase[] = [
  { name: 'plain', text: 'a:  b c  # d\n', path: ['a'], span: 'b c', content: 'b c', value: 'b c' },
  {
    name: 'plain over lines',
    text: 'a: b\n  c\n\n  d\n',
    path: ['a'],
    span: 'b\n  c\n\n  d',
    value: 'b c\nd',
  },
  { name: 'single', text: "a: 'it''s'\n", path: ['a'], span: "'it''s'", content: "it''s", value: "it's" },
  {
    name: 'double',
    text: 'a: "\\u00e9\\n"\n',
    path: ['a'],
    span: '"\\u00e9\\n"',
    content: '\\u00e9\\n',
    value: 'é\n',
  },
  {
    name: 'literal',
    text: 'a: |  # note\n\n  b\n   c\n\nd: e\n',
    path: ['a'],
    span: '|  # note\n\n  b\n   c',
    content: 'b\n   c',
    value: '\nb\n c\n',
  },
  {
    name: 'folded',
    text: 'a: >-\n  b\n  c\n',
    path: ['a'],
    span: '>-\n  b\n  c',
    content: 'b\n  c',
    value: 'b c',
  },
  {
    name: 'literal with an explicit indentation',
    text: 'a: |1-\n   b\n c\n',
    path: ['a'],
    span: '|1-\n   b\n c',
    content: '  b\n c',
    value: '  b\nc',
  },
  { name: 'literal without text', text: 'a: |-\nb: c\n', path: ['a'], span: '|-', content: '', value: '' },
  {
    name: 'tag and anchor are outside',
    text: 'a: !Ref &x b\n',
    path: ['a'],
    span: 'b',
    content: 'b',
    value: 'b',
  },
  { name: 'block map', text: 'a:\n  b: c\n  d:   e # f\n', path: ['a'], span: 'b: c\n  d:   e' },
  {
    name: 'block sequence at the column of its key',
    text: 'a:\n- b\n- c: d\ne: f\n',
    path: ['a'],
    span: '- b\n- c: d',
  },
  { name: 'compact map', text: '- a: b\n  c: d\n', path: [0], span: 'a: b\n  c: d' },
  { name: 'flow map', text: 'a: { b: c, d: [e] } # f\n', path: ['a'], span: '{ b: c, d: [e] }' },
  { name: 'flow sequence over lines', text: 'a: [\n  b,\n]\n', path: ['a'], span: '[\n  b,\n]' },
  {
    name: 'lines that end with CRLF',
    text: 'a: |\r\n  b\r\n  c\r\nd: e\r\n',
    path: ['a'],
    span: '|\r\n  b\r\n  c',
    value: 'b\nc\n',
  },
];

describe('spans', () => {
  test.each(cases)('$name', ({ text, path, span, content, value }) => {
    const { source, stream, root } = parsed(text);
    const node = at(root, path);
    expect(stream.problems).toEqual([]);
    expect(node && slice(source, node.span)).toBe(span);
    if (content !== undefined) expect(node?.kind === 'scalar' && slice(source, node.content)).toBe(content);
    if (value !== undefined) expect(node?.kind === 'scalar' && node.value).toBe(value);
  });

  test.each([
    ['a: \nb: c\n', 3],
    ['a:\nb: c\n', 2],
    ['a:   # note\n', 5],
    ['a: &x\nb: c\n', 5],
  ])('an absent value is empty and stands after its indicator: %j', (text, offset) => {
    const value = at(parsed(text).root, ['a']);
    expect(value).toMatchObject({
      kind: 'scalar',
      value: '',
      style: 'plain',
      span: { start: offset, end: offset },
    });
  });

  test('an alias has its own span and its anchored node as target', () => {
    const { source, root } = parsed('a: &x b\nc: *x\n');
    const alias: YamlNode | undefined = root.kind === 'map' ? root.entries[1]?.value : undefined;
    expect(alias?.kind === 'alias' && slice(source, alias.span)).toBe('*x');
    expect(alias?.kind === 'alias' && alias.target).toBe(at(root, ['a']));
  });
});
