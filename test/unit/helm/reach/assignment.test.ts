import { describe, expect, test } from 'vitest';
import {
  type Assignment,
  assign,
  assignmentText,
  noAssignment,
} from '../../../../src/helm/reach/assignment.ts';
import { unknown } from '../../../../src/helm/values/unknown.ts';
import type { Value } from '../../../../src/helm/values/value.ts';
import { rootKey } from '../../../../src/helm/values/value-key.ts';

function assigned(...values: readonly (readonly [string, Value])[]): Assignment {
  return values.reduce<Assignment>((before, [key, value]) => {
    const after = assign(before, { parent: rootKey, key }, value);
    if (after === undefined) throw new Error(`${key} has a value`);
    return after;
  }, noAssignment);
}

const on: Value = { kind: 'bool', value: true };

describe('the text of an assignment', () => {
  test('is the same in whatever order values are set', () => {
    expect(assignmentText(assigned(['a', on], ['b', unknown]))).toBe(
      assignmentText(assigned(['b', unknown], ['a', on])),
    );
  });

  test.each<readonly [string, Value, Value]>([
    ['texts and booleans', on, { kind: 'string', value: 'true' }],
    ['lists and what is in them', unknown, { kind: 'list', items: [unknown] }],
    ['empty lists and empty texts', { kind: 'list', items: [] }, { kind: 'string', value: '' }],
    ['null and its name', { kind: 'nil' }, { kind: 'string', value: 'nil' }],
    [
      'tables by their keys',
      { kind: 'table', entries: new Map([['a', on]]) },
      { kind: 'table', entries: new Map([['b', on]]) },
    ],
  ])('tells %s apart', (_, one, other) => {
    expect(assignmentText(assigned(['a', one]))).not.toBe(assignmentText(assigned(['a', other])));
  });

  test('has what the cluster offers', () => {
    expect(assignmentText({ ...noAssignment, apis: new Set(['a/v1']) })).not.toBe(
      assignmentText(noAssignment),
    );
  });
});
