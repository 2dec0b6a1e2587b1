import { expect, test } from 'vitest';
import { checks, closest, findCheck } from '../../../src/audit/index.ts';

test.each(checks.map(({ id, slug }) => [id, slug]))(
  '%s is found by identifier and by slug, in any case',
  (id, slug) => {
    for (const name of [id, id.toLowerCase(), slug, slug.toUpperCase(), ` ${slug} `]) {
      const found = findCheck(name);
      expect(found.ok && found.value.id).toBe(id);
    }
  },
);

test.each([
  ['uncoverd-image', 'uncovered-image'],
  ['mutable-tags', 'mutable-tag'],
  ['direct_pull', 'direct-pull'],
  ['pt0012', 'PT001'],
])('%s suggests %s', (name, suggestion) => {
  expect(findCheck(name)).toEqual({
    ok: false,
    error: {
      code: 'unknown-check',
      message: `There is no check "${name}". Did you mean ${suggestion}?`,
      suggestion,
    },
  });
});

test('nothing is suggested for something else', () => {
  expect(findCheck('kubernetes')).toEqual({
    ok: false,
    error: { code: 'unknown-check', message: 'There is no check "kubernetes".' },
  });
});

test('a long text is not compared', () => {
  expect(closest('a'.repeat(1_000_000), ['a'.repeat(1_000_000)])).toBeUndefined();
});
