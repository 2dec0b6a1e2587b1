import { describe, expect, it } from 'vitest';
import { callFunction } from '../../../../src/helm/functions/call.ts';
import { functions } from '../../../../src/helm/functions/index.ts';
import { methodOf } from '../../../../src/helm/functions/methods.ts';
import type { Value } from '../../../../src/helm/values/value.ts';
import { longOf, run, type Short, shortOf } from './run.ts';

function call(name: string, ...args: readonly Value[]): Value {
  const fn = functions.get(name);
  const result = fn && callFunction(name, fn, args);
  if (result?.ok !== true) throw new Error(`${name} failed: ${result?.error.message}`);
  return result.value;
}

function failure(name: string, ...args: readonly Value[]): string | undefined {
  const fn = functions.get(name);
  const result = fn && callFunction(name, fn, args);
  return result?.ok === false ? result.error.message : undefined;
}

describe('signatures', () => {
  it.each<[string, readonly Short[], string]>([
    ['trunc', [2], 'wrong number of args for trunc: want 2 got 1'],
    ['printf', [], 'wrong number of args for printf: want at least 1 got 0'],
    ['trunc', [{ float: 2 }, 'a'], 'wrong type for value; expected int; got float64'],
    ['trunc', [2n, 'a'], 'wrong type for value; expected int; got int64'],
    ['upper', [null], 'wrong type for value; expected string; got interface {}'],
    ['omit', [{}, 1], 'wrong type for value; expected string; got int'],
    ['unixEpoch', ['2024-01-01'], 'wrong type for value; expected time.Time; got string'],
  ])('%s (%#)', (name, args, message) => {
    expect(run(name, args)).toEqual({ fails: message });
  });

  it('tells a map of strings from a dict', () => {
    const split = call('split', longOf('/'), longOf('a/b'));
    expect(failure('hasKey', split, longOf('_0'))).toBe(
      'wrong type for value; expected map[string]interface {}; got map[string]string',
    );
    expect(shortOf(call('index', split, longOf('_9')))).toBe('');
    expect(shortOf(call('typeOf', call('splitList', longOf(','), longOf('a'))))).toBe('[]string');
  });
});

describe('dicts', () => {
  it('are changed in place by set, unset and the merges', () => {
    const dict = longOf({ a: 1, inner: { b: 2 } });
    expect(call('set', dict, longOf('x'), longOf(3))).toBe(dict);
    expect(call('unset', dict, longOf('a'))).toBe(dict);
    expect(call('merge', dict, longOf({ inner: { c: 4 } }))).toBe(dict);
    expect(shortOf(dict)).toEqual({ x: 3, inner: { b: 2, c: 4 } });
  });

  it('are shared after a merge and apart after a deep copy', () => {
    const [dict, source] = [longOf({}), longOf({ inner: { a: 1 } })];
    const copy = call('deepCopy', source);
    call('merge', dict, source);
    call('set', call('get', dict, longOf('inner')), longOf('a'), longOf(2));
    expect(shortOf(source)).toEqual({ inner: { a: 2 } });
    expect(shortOf(copy)).toEqual({ inner: { a: 1 } });
  });

  it('that hold themselves are an error to what walks through them', () => {
    const dict = longOf({});
    call('set', dict, longOf('self'), dict);
    expect(failure('toYaml', dict)).toBe('the value is nested too deeply');
    expect(failure('toString', dict)).toBe('the value is nested too deeply');
  });
});

describe('opaque values', () => {
  it('stay opaque through other functions', () => {
    const random = call('randAlphaNum', longOf(8));
    expect(random).toEqual({ kind: 'string', value: 'xxxxxxxx', opaque: true });
    expect(call('b64enc', random)).toMatchObject({ opaque: true });
    expect(call('printf', longOf('%s-x'), random)).toMatchObject({ value: 'xxxxxxxx-x', opaque: true });
    expect(call('default', random, longOf('set'))).toEqual(longOf('set'));
  });

  it('come of the clock and of certificates', () => {
    expect(call('date', longOf('2006'), call('now'))).toMatchObject({ opaque: true });
    const authority = call('genCA', longOf('ca'), longOf(365));
    const signed = call('genSignedCert', longOf('cn'), longOf(null), longOf([]), longOf(365), authority);
    expect(call('b64enc', call('index', signed, longOf('Cert')))).toMatchObject({ opaque: true });
  });
});

describe('limits', () => {
  it.each<[string, readonly Short[], string]>([
    ['repeat', [2_000_000_000, 'ab'], 'the text would be too long'],
    ['indent', [100_000_000, 'a'], 'the text would be too long'],
    ['until', [2_000_000_000], 'the list would be too long'],
    ['seq', [1, 2_000_000_000], 'the list would be too long'],
    ['printf', ['%999999999d', 1], 'the text would be too long'],
    ['randAlpha', [2_000_000_000], 'the text would be too long'],
    ['regexFind', ['a{1000}'.repeat(21), 'a'], 'expression too large'],
    ['regexFind', ['(((a{1000}){1000}){1000})', 'a'], 'invalid repeat count: `{1000}`'],
  ])('%s (%#)', (name, args, message) => {
    expect(run(name, args)).toEqual({ fails: expect.stringContaining(message) });
  });

  it('let no expression take for ever', () => {
    expect(run('regexMatch', ['^(a|a?)+$', `${'a'.repeat(5_000)}b`])).toBe(false);
    expect(run('regexMatch', ['(x+x+)+y', 'x'.repeat(5_000)])).toBe(false);
  });
});

describe('versions', () => {
  it('print as they are understood and have their parts', () => {
    const version = call('semver', longOf('v1.2-rc.1+b'));
    if (version.kind !== 'string') throw new Error('no version');
    expect(shortOf(call('print', version))).toBe('1.2.0-rc.1+b');
    const parts = ['Major', 'Minor', 'Patch', 'Prerelease', 'Metadata', 'Other'];
    expect(
      parts.map((name) => methodOf(version, name)?.run([])).map((part) => part && shortOf(part)),
    ).toEqual([1, 2, 0, 'rc.1', 'b', undefined]);
  });
});
