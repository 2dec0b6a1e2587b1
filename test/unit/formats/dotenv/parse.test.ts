import { describe, expect, test } from 'vitest';
import { parseDotenv } from '../../../../src/formats/dotenv/index.ts';

/** Names and values; `=!` where variables are not replaced, the name alone where no value stands. */
function read(text: string): readonly string[] {
  return parseDotenv(text).map(({ name, value, expands }) =>
    value === undefined ? name : `${name}${expands ? '=' : '=!'}${value}`,
  );
}

/** The facts of compose-go's `dotenv/godotenv_test.go`. */
describe('entries', () => {
  test.each([
    ['FOO=bar', ['FOO=bar']],
    ['FOO=bar\nBAZ=qux\n', ['FOO=bar', 'BAZ=qux']],
    ['FOO = bar', ['FOO=bar']],
    ['  FOO=bar  ', ['FOO=bar']],
    ['FOO=bar\r\nBAZ=qux\r\n', ['FOO=bar', 'BAZ=qux']],
    ['export FOO=bar', ['FOO=bar']],
    ['export   FOO=bar', ['FOO=bar']],
    ['FOO: bar', ['FOO=bar']],
    ['FOO=', ['FOO=']],
    ['FOO', ['FOO']],
    ['FOO\nBAR=1', ['FOO', 'BAR=1']],
    ['# comment\nFOO=bar', ['FOO=bar']],
    ['FOO=bar # comment', ['FOO=bar']],
    ['FOO=bar#no comment', ['FOO=bar#no comment']],
    ['FOO="bar # no comment"', ['FOO=bar # no comment']],
    ['FOO="bar" # comment', ['FOO=bar']],
    ["FOO='b$a\\n'", ['FOO=!b$a\\n']],
    ["FOO='it\\'s'", ["FOO=!it's"]],
    ['FOO="a\\nb"', ['FOO=a\nb']],
    ['FOO="a\\"b"', ['FOO=a"b']],
    ['FOO="\\$BAR"', ['FOO=$$BAR']],
    ['FOO="\\0101"', ['FOO=A']],
    ['FOO="a\nb"\nBAR=1', ['FOO=a\nb', 'BAR=1']],
    ['FOO=a=b', ['FOO=a=b']],
    ['FOO.BAR-1[0]=x', ['FOO.BAR-1[0]=x']],
    ['FOO=${BAR:-x}', ['FOO=${BAR:-x}']],
    ['FOO="a" BAR=1', ['FOO=a', 'BAR=1']],
    ['', []],
    ['\n \n', []],
  ])('%j', (text, entries) => {
    expect(read(text)).toEqual(entries);
  });

  test.each([
    ['A B=1\nC=2', ['C=2']],
    ['a!b=1\nC=2', ['C=2']],
    ['=1\nC=2', ['C=2']],
    ['export =1\nC=2', ['C=2']],
    ['A="open\nC=2', ['C=2']],
  ])('of %j, which Compose refuses, the rest is read', (text, entries) => {
    expect(read(text)).toEqual(entries);
  });
});

test('a value without escapes has its place', () => {
  const text = 'A= 1.2 # x\nB="3.4"\nC="\\"5"\n';
  const places = parseDotenv(text).map(({ span }) =>
    span === undefined ? undefined : text.slice(span.start, span.end),
  );
  expect(places).toEqual(['1.2', '3.4', undefined]);
});
