import { describe, expect, it } from 'vitest';
import { compileRegexp, matchRegexp } from '../../src/regexp/index.ts';

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
    ['(?i)A', 'xa', true],
    ['(?i:É)b', 'éb', true],
    ['(?s)a.c', 'a\nc', true],
    ['(?m)^b$', 'a\nb\nc', true],
    ['(?U)^a+$', 'aa', true],
    ['\\pL', '1é', true],
    ['[\\pL]', '12', false],
    ['\\p{Greek}\\P{Lu}', 'αa', true],
    ['(?<n>a)', 'a', true],
    ['(?P<n>a)(?P<n>b)', 'ab', true],
    ['(a{2}){3}', 'aaaaaa', true],
    ['a{0}', '', true],
    ['(a{500}){0}{2}', '', 'invalid: invalid nested repetition operator {0}{2}'],
    ['('.repeat(300) + ')'.repeat(300), '', true],
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
    '((a{2}){30}b|c){20}',
    '\\1',
    '\\8',
    '\\C',
    '\\Z',
    '\\',
    '[b-a]',
    '[[:foo:]]',
    '[\\b]',
    '(?=a)',
    '(?P<>a)',
    '\\x4',
    '\\x{110000}',
  ])('%j is refused', (expression) => {
    expect(test(expression, '')).toMatch(/^invalid: /);
  });

  it.each(['a'.repeat(9000), '((a{30}){30}){1}'.repeat(40)])(
    'what is too large is said: %.20s',
    (expression) => {
      expect(test(expression, '')).toMatch(/^unsupported: /);
    },
  );
});

describe('hostile expressions', () => {
  it('take linear time', () => {
    const started = performance.now();
    expect(test('^(a+)+(a|a)*(a?){50}$', `${'a'.repeat(2000)}!`)).toBe(false);
    expect(test('^(.*)*(.*)*(.*)*x$', 'y'.repeat(2000))).toBe(false);
    expect(performance.now() - started).toBeLessThan(5000);
  });
});
