import { expect, test } from 'vitest';
import { parseUnit, valueSpan } from '../../../../src/formats/unit/index.ts';

const read = (text: string): readonly (readonly string[])[] =>
  parseUnit(text).entries.map(({ section, key, value }) => [section, key, value]);

test.each([
  [
    'sections and assignments',
    '[A]\nX=1\n[B b]\nY = 2 \n',
    [
      ['A', 'X', '1'],
      ['B b', 'Y', '2'],
    ],
  ],
  ['comments', '# X=1\n;Y=2\n[A]\nX=1 # not one\n', [['A', 'X', '1 # not one']]],
  [
    'lines that go on',
    '[A]\nX=a \\\n  b \\ \nc\nY=1\n',
    [
      ['A', 'X', 'a   b c'],
      ['A', 'Y', '1'],
    ],
  ],
  ['comments between them', '[A]\nX=a \\\n# no\n  ; no\nb\n', [['A', 'X', 'a b']]],
  [
    'line ends of Windows',
    '[A]\r\nX=a\\\r\nb\r\nY=\r\n',
    [
      ['A', 'X', 'ab'],
      ['A', 'Y', ''],
    ],
  ],
  ['a backslash at the end of the text', '[A]\nX=a\\', [['A', 'X', 'a']]],
])('%s', (_, text, expected) => {
  expect(read(text)).toEqual(expected);
  expect(parseUnit(text).problems).toEqual([]);
});

test('the place of a stretch; none over the end of a line', () => {
  const text = '[A]\nX=ab\\\ncd\n';
  const [entry] = parseUnit(text).entries;
  if (entry === undefined) throw new Error('no entry');
  const at = (start: number, end: number): string | undefined => {
    const span = valueSpan(entry, start, end);
    return span === undefined ? undefined : text.slice(span.start, span.end);
  };
  expect([at(0, 2), at(2, 4), at(1, 3), at(3, 3)]).toEqual(['ab', 'cd', undefined, '']);
});

test('what is nothing of the kind is a problem, and the rest is read', () => {
  const { entries, problems } = parseUnit('[A]\nnonsense\nX=1\n');
  expect(entries).toHaveLength(1);
  expect(problems.map(({ span }) => span)).toEqual([{ start: 4, end: 12 }]);
});
