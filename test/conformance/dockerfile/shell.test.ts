import { describe, expect, test } from 'vitest';
import { shellVariables, shellWords, substitutions } from './shell-table.ts';
import { expandText } from './word.ts';

describe('BuildKit shell words', () => {
  test.each(shellWords)('%s', (word, expanded) => {
    expect(expandText(word, shellVariables)).toBe(expanded);
  });
});

describe('BuildKit substitutions', () => {
  test.each(substitutions)('%s with %o', (word, variables, expanded) => {
    expect(expandText(word, variables)).toBe(expanded);
  });
});

test('the backtick escapes where the directive says so, and the backslash stands for itself', () => {
  expect(expandText('a`$X\\n"`"$X"', { X: 'x' }, '`')).toBe('a$X\\n"x');
  expect(expandText("${X#'`'}", { X: '``y' }, '`')).toBe('y');
});

test('a byte order mark at the beginning of a word is passed over', () => {
  expect(expandText('\ufeffalpine', {})).toBe('alpine');
});
