import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkIndexPage, checkPage, checks } from '../../../../src/audit/index.ts';

test('every file of the folder is registered', () => {
  const files = readdirSync('src/audit/checks')
    .filter((name) => name.endsWith('.ts') && !['index.ts', 'types.ts'].includes(name))
    .map((name) => name.replace(/\.ts$/, ''));
  expect(checks.map(({ slug }) => slug).sort()).toEqual(files.sort());
});

test('identifiers are unique and in order', () => {
  const expected = checks.map((_, index) => `PT${String(index + 1).padStart(3, '0')}`);
  expect(checks.map(({ id }) => id)).toEqual(expected);
});

test.each(checks.map((check) => [check.slug, check] as const))(
  '%s is documented, exemplified and tested',
  (slug, check) => {
    const { what, why, fix, example, references } = check.docs;
    for (const text of [check.title, check.why, what, why, fix, example.bad, example.good]) {
      expect(text.trim()).not.toBe('');
    }
    expect(example.bad).not.toBe(example.good);
    expect(references.length).toBeGreaterThan(0);
    for (const { url } of references) expect(new URL(url).protocol).toBe('https:');
    expect(existsSync(`test/unit/audit/checks/${slug}.test.ts`)).toBe(true);
  },
);

test.each(checks.map((check) => [check.id, check] as const))(
  'docs/checks/%s.md is what the check says',
  (id, check) => {
    expect(readFileSync(`docs/checks/${id}.md`, 'utf8')).toBe(checkPage(check));
  },
);

test('docs/checks/README.md lists all checks', () => {
  expect(readFileSync('docs/checks/README.md', 'utf8')).toBe(checkIndexPage(checks));
  expect(readdirSync('docs/checks').sort()).toEqual(
    [...checks.map(({ id }) => `${id}.md`), 'README.md'].sort(),
  );
});
