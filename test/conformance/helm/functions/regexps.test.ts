import { describe, expect, it } from 'vitest';
import { type Case, fails, run } from './run.ts';

// What Helm 4.2.3 answers to each, as it was run.
describe('Regular expressions', () => {
  it.each<Case>([
    ['regexMatch', ['^[a-z]+$', 'abc'], true],
    ['regexMatch', ['(', 'abc'], false],
    ['mustRegexMatch', ['(', 'abc'], fails('error parsing regexp: missing closing ): `(`')],
    ['regexFind', ['[0-9]+', 'v12.3'], '12'],
    ['regexFind', ['x', 'abc'], ''],
    [
      'regexFind',
      ['[z', 'abc'],
      fails('regexp: Compile(`[z`): error parsing regexp: missing closing ]: `[z`'),
    ],
    ['regexFindAll', ['[2468]', '123456789', -1], ['2', '4', '6', '8']],
    ['regexFindAll', ['a*', 'baac', -1], ['', 'aa', '']],
    ['regexFindAll', ['a', 'aaa', 2], ['a', 'a']],
    ['regexReplaceAll', ['a(x*)b', '-ab-axxb-', '${1}W'], '-W-xxW-'],
    ['regexReplaceAll', ['a(x*)b', '-ab-axxb-', '$1W'], '---'],
    ['regexReplaceAll', ['(?P<n>\\w+)@', 'a@b', '$n at '], 'a at b'],
    ['regexReplaceAllLiteral', ['a(x*)b', '-ab-axxb-', '${1}'], '-${1}-${1}-'],
    ['regexReplaceAll', ['', 'ab', '-'], '-a-b-'],
    ['regexSplit', ['z+', 'pizzazz', -1], ['pi', 'a', '']],
    ['regexSplit', [',', 'a,b,c', 2], ['a', 'b,c']],
    ['regexSplit', [',', '', -1], ['']],
    ['regexQuoteMeta', ['a.b*c'], 'a\\.b\\*c'],
    ['regexFind', ['(?i)FOO', 'xfoo'], 'foo'],
    ['regexFind', ['a|ab', 'ab'], 'a'],
    ['regexFind', ['(?:a|ab)(c|bcd)', 'abcd'], 'abcd'],
    ['regexFind', ['a+?', 'aaa'], 'a'],
    ['regexFind', ['[[:alpha:]]+', '1ab2'], 'ab'],
    ['regexFind', ['\\pL+', '1日本2'], '日本'],
    ['regexFind', ['(?m)^b$', 'a\nb\nc'], 'b'],
    ['regexFind', ['(?s)a.b', 'a\nb'], 'a\nb'],
    ['regexFind', ['(?U)a+', 'aaa'], 'a'],
    ['regexFind', ['(a+)+$', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab'], ''],
    ['regexFind', ['\\Qa.b\\E+', 'axb a.bb'], 'a.bb'],
    [
      'regexFind',
      ['(?=a)', 'a'],
      fails('regexp: Compile(`(?=a)`): error parsing regexp: invalid or unsupported Perl syntax: `(?=`'),
    ],
    [
      'regexFind',
      ['a{2,1}', 'a'],
      fails('regexp: Compile(`a{2,1}`): error parsing regexp: invalid repeat count: `{2,1}`'),
    ],
    [
      'regexFind',
      ['\\1', 'a'],
      fails('regexp: Compile(`\\1`): error parsing regexp: invalid escape sequence: `\\1`'),
    ],
    ['mustRegexFind', ['a**', 'a'], fails('error parsing regexp: invalid nested repetition operator: `**`')],
    [
      'mustRegexFind',
      ['[[:foo:]]', 'a'],
      fails('error parsing regexp: invalid character class range: `[:foo:]`'),
    ],
    [
      'mustRegexFind',
      ['\\p{Foo}', 'a'],
      fails('error parsing regexp: invalid character class range: `\\p{Foo}`'),
    ],
    ['mustRegexFind', ['a)', 'a'], fails('error parsing regexp: unexpected ): `a)`')],
    ['mustRegexFind', ['x[b-a]', 'a'], fails('error parsing regexp: invalid character class range: `b-a`')],
    ['mustRegexFind', ['x[a', 'a'], fails('error parsing regexp: missing closing ]: `[a`')],
    [
      'mustRegexFind',
      ['a\\', 'a'],
      fails('error parsing regexp: trailing backslash at end of expression: ``'),
    ],
    ['mustRegexFind', ['a\\q', 'a'], fails('error parsing regexp: invalid escape sequence: `\\q`')],
    ['mustRegexFind', ['x{1001}', 'a'], fails('error parsing regexp: invalid repeat count: `{1001}`')],
    ['mustRegexFind', ['(a', 'a'], fails('error parsing regexp: missing closing ): `(a`')],
    [
      'mustRegexFind',
      ['*a', 'a'],
      fails('error parsing regexp: missing argument to repetition operator: `*`'),
    ],
    ['regexFind', ['(?P<n>a)(?P<n>b)', 'ab'], 'ab'],
  ])('%s (%#)', (name, args, expected) => {
    expect(run(name, args)).toEqual(expected);
  });
});

describe('Texts that grow', () => {
  const long = `metadata:\n${'  description: something or other\n'.repeat(4_000)}`;

  it('what is put in one place of a long text may be long', () => {
    const put = 'metadata:\n  annotations:\n    helm.sh/resource-policy: keep';
    expect(run('regexReplaceAllLiteral', ['^metadata:', long, put])).toBe(
      put + long.slice('metadata:'.length),
    );
  });

  it.each<[string, string, string, string]>([
    ['in many places', '', long, 'x'.repeat(100)],
    ['many times in one', '.*', 'x'.repeat(100_000), '$0'.repeat(100)],
  ])('it may not be without end: %s', (_, expression, subject, put) => {
    const refused = { fails: expect.stringContaining('the text would be too long') };
    expect(run('regexReplaceAll', [expression, subject, put])).toEqual(refused);
  });
});
