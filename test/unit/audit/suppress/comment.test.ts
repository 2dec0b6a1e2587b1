import { expect, test } from 'vitest';
import { ignoreComment } from '../../../../src/audit/suppress/comment.ts';

test.each([
  ['# pullthrough-ignore: PT001', ['pt001'], undefined, true],
  [
    '  # pullthrough-ignore: PT001, mutable-tag -- moves on purpose',
    ['pt001', 'mutable-tag'],
    'moves on purpose',
    true,
  ],
  ['#pullthrough-ignore PT001 PT002', ['pt001', 'pt002'], undefined, true],
  ['# pullthrough-ignore', [], undefined, true],
  ['# pullthrough-ignore -- all of it', [], 'all of it', true],
  ['## pullthrough-ignore: PT001 --', ['pt001'], undefined, true],
  ['image: nginx # pullthrough-ignore: PT002 -- later', ['pt002'], 'later', false],
  ['// pullthrough-ignore: PT001', ['pt001'], undefined, true],
  ['/* pullthrough-ignore: PT001 -- a reason */', ['pt001'], 'a reason', true],
  ['{{/* pullthrough-ignore: PT001 */}}', ['pt001'], undefined, true],
  ['{{- /* pullthrough-ignore: PT001 -- vendored */ -}}', ['pt001'], 'vendored', true],
  ['image: {{ .Values.x }}{{/* pullthrough-ignore */}}', [], undefined, false],
  ['\ufeff# pullthrough-ignore: PT001', ['pt001'], undefined, true],
])('%s', (line, checks, reason, alone) => {
  expect(ignoreComment(line)).toEqual({
    wholeFile: false,
    checks,
    ...(reason === undefined ? {} : { reason }),
    alone,
  });
});

test('a comment for the whole file', () => {
  expect(ignoreComment('# pullthrough-ignore-file: PT005 -- examples')).toEqual({
    wholeFile: true,
    checks: ['pt005'],
    reason: 'examples',
    alone: true,
  });
});

test.each([
  'image: pullthrough-ignore',
  'name: "a#pullthrough-ignore"',
  '"# pullthrough-ignore": 1',
  '# see pullthrough-ignore: PT001',
  '# pullthrough-ignored: PT001',
  '# pullthrough-ignore-start',
  'http://pullthrough-ignore',
  '',
])('%j is no directive', (line) => {
  expect(ignoreComment(line)).toBeUndefined();
});
