import { describe, expect, it } from 'vitest';
import { compileRegexp, matchRegexp } from '../../../src/kustomize/regexp/index.ts';

function test(expression: string, text: string): boolean | string {
  const program = compileRegexp(expression);
  return program.ok ? matchRegexp(program.value, text) : `${program.error.code}: ${program.error.reason}`;
}

/** Answers of Go 1.26's regexp.MatchString. */
describe('expressions as Go reads them', () => {
  it.each([
    ['a.c', 'abc', true],
    ['a.c', 'a\nc', false],
    ['^b', 'ab', false],
    ['b$', 'ab\n', false],
    ['\\Aa\\z', 'a', true],
    ['\\bb', 'ab', false],
    ['\\bb', 'a.b', true],
    ['a\\Bb', 'ab', true],
    ['[^a]', '\n', true],
    ['[]a]', ']', true],
    ['[a-]', '-', true],
    ['[[:alpha:]-]+$', 'a-b', true],
    ['[[:^digit:]]', '1', false],
    ['[\\d.]+$', '1.2', true],
    ['[[:]', ':', true],
    ['\\s', '\v', false],
    ['\\S', 'é', true],
    ['\\W', 'é', true],
    ['\\x41\\x{42}\\103', 'ABC', true],
    ['\\Qa.b\\E+$', 'a.bb', true],
    ['\\Qa.b', 'axb', false],
    ['a*\\Q\\E*', '', true],
    ['a{2}b', 'aab', true],
    ['^a{1,2}$', 'aaa', false],
    ['^a{2,}$', 'aaaaa', true],
    ['a{,3}', 'a{,3}', true],
    ['a{x', 'a{x', true],
    ['^(?:ab|c)+?$', 'abcab', true],
    ['(?P<n>a)', 'a', true],
    ['()*x', 'x', true],
    ['^*a', 'ba', true],
    ['|a', '', true],
    ['\\/', '/', true],
    ['é', 'é', true],
    ['^.$', '😀', true],
  ])('%j on %j: %s', (expression, text, expected) => {
    expect(test(expression, text)).toBe(expected);
  });

  it.each([
    '(a',
    'a)',
    '[a',
    'a**',
    'a+*',
    'a{2}{3}',
    '*',
    '(*)',
    '|*',
    'a{1001}',
    'a{3,1}',
    '(a{100}){100}',
    '\\1',
    '\\8',
    '\\C',
    '\\Z',
    '\\',
    '[b-a]',
    '[[:foo:]]',
    '[\\b]',
    '(?=a)',
    '(?P<n>a)(?P<n>b)',
    '(?P<>a)',
    '\\x4',
    '\\x{110000}',
  ])('%j is refused', (expression) => {
    expect(test(expression, '')).toMatch(/^invalid: /);
  });

  it.each([
    '(?i)a',
    '\\pL',
    '[\\pL]',
    '(?<n>a)',
    '('.repeat(300),
    'a'.repeat(5000),
    '((a{30}){30}){1}'.repeat(40),
  ])('what is not modelled is said: %.20s', (expression) => {
    expect(test(expression, '')).toMatch(/^unsupported: /);
  });
});

describe('hostile expressions', () => {
  it('take linear time', () => {
    const started = performance.now();
    expect(test('^(a+)+(a|a)*(a?){50}$', `${'a'.repeat(2000)}!`)).toBe(false);
    expect(test('^(.*)*(.*)*(.*)*x$', 'y'.repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
