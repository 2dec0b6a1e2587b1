import { expect, test } from 'vitest';
import { ignoreDirectives } from '../../../../src/audit/suppress/index.ts';
import { cpuTime } from '../cpu-time.ts';

/** The lines each directive covers: `2-4`, `file`, or `nothing`. */
function covered(...lines: readonly string[]): readonly string[] {
  return ignoreDirectives(lines.join('\n')).map(({ covers }) => {
    if (covers === undefined) return 'nothing';
    return covers === 'file' ? 'file' : `${covers.from}-${covers.to}`;
  });
}

const IGNORE = '# pullthrough-ignore';

test('above a line, and after it', () => {
  expect(covered('a: 1', IGNORE, 'image: nginx', 'b: 2')).toEqual(['3-3']);
  expect(covered('a: 1', `image: nginx ${IGNORE}`, 'b: 2')).toEqual(['2-2']);
});

test('a block of comments is passed over, and several directives are stacked', () => {
  expect(covered(IGNORE, '# what for', `${IGNORE}: PT001`, '# and why', 'image: nginx')).toEqual([
    '5-5',
    '5-5',
  ]);
});

test('a blank line ends the block', () => {
  expect(covered(IGNORE, '', 'image: nginx')).toEqual(['nothing']);
  expect(covered('image: nginx', IGNORE)).toEqual(['nothing']);
});

test('above a list item it speaks for the whole item', () => {
  expect(
    covered(
      'containers:',
      `  ${IGNORE}`,
      '  - name: a',
      '    image: nginx',
      '',
      '    args: [x]',
      '  - name: b',
    ),
  ).toEqual(['3-6']);
});

test('after the first line of a list item it speaks for that line alone', () => {
  expect(covered(`  - name: a ${IGNORE}`, '    image: nginx')).toEqual(['1-1']);
});

test('the body of a block scalar belongs to its key', () => {
  expect(covered(IGNORE, 'image: >-', '  nginx:1.27', 'b: 2')).toEqual(['2-3']);
  expect(covered(`image: |2- ${IGNORE}`, '  nginx:1.27', 'b: 2')).toEqual(['1-2']);
});

test('a value on the line after its key', () => {
  expect(covered(IGNORE, 'image:', '  nginx:1.27', 'b: 2')).toEqual(['2-3']);
  expect(covered(`image: ${IGNORE}`, '  nginx:1.27', 'b: 2')).toEqual(['1-2']);
  expect(covered(`image: ${IGNORE}`, '  repository: nginx')).toEqual(['1-1']);
});

test('above a key it speaks for everything below the key', () => {
  expect(covered(IGNORE, 'image:', '  repository: nginx', '  # why', '', '  tag: "1"', 'b: 2')).toEqual([
    '2-6',
  ]);
  expect(covered(IGNORE, 'images:', '- nginx', '- redis', 'b: 2')).toEqual(['2-4']);
  expect(covered(IGNORE, '- images:', '- nginx')).toEqual(['2-2']);
});

test('above an action of a template it speaks for that line alone', () => {
  expect(covered(IGNORE, '{{- if .Values.on }}', '  image: nginx')).toEqual(['2-2']);
});

test('an instruction that continues, with comments and blank lines inside', () => {
  expect(covered(IGNORE, 'RUN a \\', '  # why', '', '  --mount=from=b \\', '  c', 'FROM d')).toEqual(['2-6']);
  expect(covered('RUN a \\', `  ${IGNORE}`, '  --mount=from=b \\', '  c', 'FROM d')).toEqual(['3-4']);
});

test('the escape directive of a Dockerfile decides what continues', () => {
  expect(covered('# escape=`', IGNORE, 'RUN a `', '  b', 'FROM c')).toEqual(['3-4']);
  expect(covered('# escape=`', IGNORE, 'RUN a \\', 'FROM c')).toEqual(['3-3']);
});

test('for the file at its top only', () => {
  const file = '# pullthrough-ignore-file: PT005';
  expect(covered('# syntax=docker/dockerfile:1', file, 'FROM a')).toEqual(['file']);
  expect(covered('', '---', file, 'a: 1')).toEqual(['file']);
  expect(covered('a: 1', file)).toEqual(['nothing']);
  expect(covered(`a: 1 ${file}`)).toEqual(['nothing']);
});

test('lines are counted after LF, CRLF and CR', () => {
  expect(ignoreDirectives(`a: 1\r\n${IGNORE}\r\nb: 2`)).toMatchObject([
    { line: 2, covers: { from: 3, to: 3 } },
  ]);
  expect(ignoreDirectives(`a: 1\r${IGNORE}\rb: 2`)).toMatchObject([{ line: 2, covers: { from: 3, to: 3 } }]);
});

test.each([
  ['stacked', Array(40_000).fill(IGNORE)],
  ['in one instruction', Array.from({ length: 20_000 }, () => [IGNORE, 'a \\']).flat()],
  ['on the lines of one instruction', Array(20_000).fill(`a ${IGNORE} \\`)],
  ['in one list item', ['- a: 1', ...Array.from({ length: 20_000 }, () => [`  ${IGNORE}`, '  b: 1']).flat()]],
  [
    'among blank lines of a block scalar',
    ['a: |', ...Array.from({ length: 20_000 }, () => [IGNORE, '']).flat()],
  ],
  ['after openers', [`${'# '.repeat(200_000)}x pullthrough-ignore`]],
  ['after blanks', [`${' '.repeat(400_000)}x pullthrough-ignore${' '.repeat(400_000)}x`]],
])('many directives %s take linear time', (_, lines) => {
  const text = lines.join('\n');
  expect(cpuTime(() => ignoreDirectives(text))).toBeLessThan(2000);
});
