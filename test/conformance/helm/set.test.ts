import { describe, expect, it } from 'vitest';
import { applySet, type SetKind } from '../../../src/helm/strvals/apply.ts';
import { emptyTable, type TableValue } from '../../../src/helm/values/value.ts';
import { plain } from '../../support/helm-values.ts';

function set(kind: SetKind, ...args: readonly string[]): unknown {
  let values: TableValue = emptyTable;
  for (const argument of args) {
    const result = applySet(values, kind, argument, (path) =>
      path === 'missing' ? { ok: false, error: 'no such file' } : { ok: true, value: `content of ${path}` },
    );
    if (!result.ok) return result.error.message;
    values = result.value;
  }
  return plain(values);
}

// What helm.sh/helm/v4/pkg/strvals makes of each, as it was run.
describe('--set', () => {
  it.each<[string, unknown]>([
    ['', {}],
    ['a=1', { a: 1n }],
    ['a=1,b=2', { a: 1n, b: 2n }],
    ['a=1,', { a: 1n }],
    ['a=', { a: '' }],
    ['a=,b=x', { a: '', b: 'x' }],
    ['a=true,b=FALSE,c=Null,d=truth', { a: true, b: false, c: null, d: 'truth' }],
    ['a=0,b=00,c=012,d=0.5,e=1.20', { a: 0n, b: '00', c: '012', d: '0.5', e: '1.20' }],
    ['a=-5,b=+5,c=-05', { a: -5n, b: 5n, c: -5n }],
    ['a=9223372036854775807,b=9223372036854775808', { a: 9223372036854775807n, b: '9223372036854775808' }],
    ['tag=20240101', { tag: 20240101n }],
    ['a.b.c=x', { a: { b: { c: 'x' } } }],
    ['a\\.b=x', { 'a.b': 'x' }],
    ['a=b\\,c', { a: 'b,c' }],
    ['a={1,x,true}', { a: [1n, 'x', true] }],
    ['a={}', { a: [''] }],
    ['a={1}b=2', { a: [1n], b: 2n }],
    ['a[0]=x', { a: ['x'] }],
    ['a[2]=x', { a: [null, null, 'x'] }],
    ['a[0].b=x,a[0].c=y', { a: [{ b: 'x', c: 'y' }] }],
    ['a[1][0]=x', { a: [null, ['x']] }],
    ['a[0]=x,a[0].b=y', { a: [{ b: 'y' }] }],
    ['a[0]', { a: [] }],
    ['a.', {}],
    ['=x', {}],
  ])('%s', (argument, expected) => {
    expect(set('set', argument)).toEqual(expected);
  });

  it('goes on from what the arguments before it set', () => {
    expect(set('set', 'a.b=1', 'a.c=2', 'a.b=3')).toEqual({ a: { b: 3n, c: 2n } });
    expect(set('set', 'a[0]=1', 'a[1]=2')).toEqual({ a: [1n, 2n] });
  });

  it.each<[string, string]>([
    ['a', 'key "a" has no value'],
    ['a,b=1', 'key "a" has no value (cannot end with ,)'],
    ['a.=1', 'a.: the table "a" gets no value'],
    ['a={1', 'a: the list has no closing }'],
    ['a[-1]=x', 'the index -1 is negative'],
    ['a[65537]=x', 'the index 65537 is greater than 65536'],
    ['a[x]=1', '"x" is no index'],
    ['a[0', 'the index "0" is not closed'],
    ['a[0]b=1', 'unexpected "b" behind an index'],
    ['a=1,a.b=2', 'a.b: "a" is no table'],
    ['a=1,a[0]=2', 'a[0]: "a" is no list'],
    [`${'a.'.repeat(31)}b=1`, 'more than 30 names within each other'],
  ])('refuses %s', (argument, message) => {
    expect(set('set', argument)).toBe(message);
  });
});

describe('the relatives of --set', () => {
  it.each<[SetKind, string, unknown]>([
    ['set-string', 'a=1,b=true,c={1,2}', { a: '1', b: 'true', c: ['1', '2'] }],
    ['set-literal', 'a.b=c,d={e}\\f=g', { a: { b: 'c,d={e}\\f=g' } }],
    ['set-literal', 'a\\.b=c', { 'a\\': { b: 'c' } }],
    ['set-json', 'a={"b":[1,"x",null]},c=1.5,d=', { a: { b: [1, 'x', null] }, c: 1.5, d: null }],
    ['set-json', 'a = 1', { 'a ': 1 }],
    ['set-json', 'a[1]="x, y",b=true', { a: [null, 'x, y'], b: true }],
    ['set-file', 'a=one,b={two,three}', { a: 'content of one', b: ['content of two', 'content of three'] }],
  ])('%s %s', (kind, argument, expected) => {
    expect(set(kind, argument)).toEqual(expected);
  });

  it('say what is wrong', () => {
    expect(set('set-json', 'a={b}')).toBe('a: "{b}" is not JSON');
    expect(set('set-file', 'a=missing')).toBe('a: no such file');
  });
});
