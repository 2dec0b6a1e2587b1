import { describe, expect, it } from 'vitest';
import { type Case, fails, run } from './run.ts';

// What Helm 4.2.3 answers to each, as it was run.
describe('Dicts', () => {
  it.each<Case>([
    ['dict', ['a', 1, 'b', 'x'], { a: 1, b: 'x' }],
    ['dict', [1, 2, 'odd'], { '1': 2, odd: '' }],
    ['get', [{ a: 1 }, 'a'], 1],
    ['get', [{ a: 1 }, 'b'], ''],
    ['set', [{ a: 1 }, 'b', null], { a: 1, b: null }],
    ['unset', [{ a: 1, b: 2 }, 'a'], { b: 2 }],
    ['hasKey', [{ a: null }, 'a'], true],
    ['pluck', ['a', { a: 1 }, { b: 2 }, { a: null }], [1, null]],
    ['pick', [{ a: 1, b: 2, c: 3 }, 'a', 'c', 'x'], { a: 1, c: 3 }],
    ['omit', [{ a: 1, b: 2 }, 'a'], { b: 2 }],
    [
      'merge',
      [
        { a: '', b: { c: 1, d: 0 }, e: [1] },
        { a: 'x', b: { c: 2, d: 3, f: null }, e: [2], g: {} },
      ],
      { a: 'x', b: { c: 1, d: 3 }, e: [1], g: {} },
    ],
    [
      'mergeOverwrite',
      [
        { a: 'x', b: { c: 1 }, e: [1], n: 1 },
        { a: '', b: { d: 2 }, e: [], n: null },
      ],
      { a: '', b: { c: 1, d: 2 }, e: [], n: null },
    ],
    ['merge', [{ a: 'x' }, { a: { b: 1 } }], { a: 'x' }],
    ['mergeOverwrite', [{ a: { b: 1 } }, { a: 'x' }], { a: 'x' }],
    ['merge', [{ a: false }, { a: true }], { a: true }],
    ['dig', ['a', 'b', 'no', { a: { b: 1 } }], 1],
    ['dig', ['a', 'x', 'no', { a: { b: 1 } }], 'no'],
    [
      'dig',
      ['a', 'b', 'no', { a: 'text' }],
      fails('interface conversion: interface {} is string, not map[string]interface {}'),
    ],
    [
      'dig',
      ['a', 'b', 'no', { a: null }],
      fails('interface conversion: interface {} is nil, not map[string]interface {}'),
    ],
    ['dig', ['a', {}], fails('dig needs at least three arguments')],
    ['deepCopy', [{ a: [1, { b: null }] }], { a: [1, { b: null }] }],
    [
      'set',
      [[1], 'a', 1],
      fails('wrong type for value; expected map[string]interface {}; got []interface {}'),
    ],
    [
      'merge',
      [null, { a: 1 }],
      fails('wrong type for value; expected map[string]interface {}; got interface {}'),
    ],
  ])('%s (%#)', (name, args, expected) => {
    expect(run(name, args)).toEqual(expected);
  });
});
