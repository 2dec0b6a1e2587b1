import { describe, expect, test } from 'vitest';
import { field, parseYaml } from '../../../../src/formats/yaml/index.ts';
import { slice, sourceText } from '../../../../src/text/source-text.ts';
import { allScalars, data, parsed } from './tree.ts';

function documents(text: string): readonly [string, unknown][] {
  const source = sourceText('test.yaml', text);
  return parseYaml(source).documents.map(({ root, span }) => [slice(source, span), data(root)]);
}

describe('documents', () => {
  test('tile the text: each begins with its marker', () => {
    expect(documents('# head\na: 1\n---\nb: 2\n---\n# nothing\n')).toEqual([
      ['# head\na: 1\n', [['a', '1']]],
      ['---\nb: 2\n', [['b', '2']]],
      ['---\n# nothing\n', null],
    ]);
  });

  test('end with their `...` line', () => {
    expect(documents('a\n... # end\n# between\n---\nb\n')).toEqual([
      ['a\n... # end\n', 'a'],
      ['# between\n---\nb\n', 'b'],
    ]);
  });

  test.each(['', '\n', '# only a comment\n', '  \n'])('there is none in %j', (text) => {
    expect(documents(text)).toEqual([]);
  });

  test('anchors end with their document', () => {
    const { documents, problems } = parseYaml(sourceText('test.yaml', 'a: &x 1\n---\nb: *x\n'));
    expect(problems.map(({ code }) => code)).toEqual(['UNKNOWN_ANCHOR']);
    expect(field(documents[1]?.root, 'b')?.value).toMatchObject({ kind: 'scalar', value: '' });
  });

  test('a directive belongs to the document after it', () => {
    expect(documents('%YAML 1.2\n---\na: yes\n')).toEqual([['%YAML 1.2\n---\na: yes\n', [['a', 'yes']]]]);
  });

  test('a text is read once', () => {
    const source = sourceText('test.yaml', 'a: b\n');
    expect(parseYaml(source)).toBe(parseYaml(source));
  });
});

describe('what is read as it stands', () => {
  test.each([
    ['numbers keep their spelling', 'a: 1.20\n', [['a', '1.20']]],
    [
      'duplicate keys',
      'a: 1\na: 2\n',
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      'JSON with tabs',
      '{\n\t"a": [1, {"b": null}],\n\t"c":"d"\n}\n',
      [
        ['a', ['1', [['b', 'null']]]],
        ['c', 'd'],
      ],
    ],
    [
      'merge keys',
      'a: &x {b: 1}\nc:\n  <<: *x\n',
      [
        ['a', [['b', '1']]],
        ['c', [['<<', [['b', '1']]]]],
      ],
    ],
    ['a URL in a flow sequence', 'a: [http://x.y/z, b]\n', [['a', ['http://x.y/z', 'b']]]],
    ['explicit keys', '? a\n: b\n', [['a', 'b']]],
  ])('%s', (_, text, expected) => {
    const { root, stream } = parsed(text);
    expect(stream.problems).toEqual([]);
    expect(data(root)).toEqual(expected);
  });

  test.each([
    ['!Ref x', '!Ref'],
    ['!!binary aGk=', '!!binary'],
    ['!<tag:yaml.org,2002:str> x', '!!str'],
    ['!reference [a, b]', '!reference'],
  ])('the tag of %s', (value, tag) => {
    expect(field(parsed(`a: ${value}\n`).root, 'a')?.value.tag).toBe(tag);
  });
});

describe('problems', () => {
  test.each([
    ['a: b\n  c: d\ne: f\n', 'f'],
    ['a: [b\ne: f\n', 'b'],
    ['a: "b\ne: f\n', 'b e: f'],
    ['a: b\n\tc: d\n', 'd'],
    ['a: %b\nc: d\n', 'd'],
  ])('%j keeps what is readable and says what is not', (text, kept) => {
    const { stream, root } = parsed(text);
    expect(allScalars(root).map(({ value }) => value)).toContain(kept);
    expect(stream.problems.length).toBeGreaterThan(0);
    for (const { code, message, span } of stream.problems) {
      expect(code).toMatch(/^[A-Z_0-9]+$/);
      expect(message).not.toBe('');
      expect(span.end).toBeLessThanOrEqual(text.length);
    }
  });

  test('are not listed without end', () => {
    const { problems } = parseYaml(sourceText('test.yaml', ']'.repeat(1000)));
    expect(problems).toHaveLength(101);
    expect(problems.at(-1)?.code).toBe('MORE_PROBLEMS');
  });
});
