import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { documents, sources, textSources } from '../../../src/sources/index.ts';

const root = new URL('../../../', import.meta.url);
const ids = [...new Set([...sources, documents, ...textSources].map(({ id }) => id))];

describe.each(ids)('%s', (id) => {
  test('has a page in docs/sources, which is in their list', () => {
    expect(existsSync(new URL(`docs/sources/${id}.md`, root))).toBe(true);
    expect(readFileSync(new URL('docs/sources/README.md', root), 'utf8')).toContain(`(${id}.md)`);
  });

  test('has fixtures, and each of them says what is expected', () => {
    const folder = new URL(`fixtures/${id}/`, root);
    const cases = readdirSync(folder);
    expect(cases.length).toBeGreaterThan(0);
    const without = cases.filter(
      (name) => !readdirSync(new URL(`${name}/`, folder)).some((file) => file.startsWith('expected')),
    );
    expect(without).toEqual([]);
  });

  test('has a folder of its own', () => {
    expect(existsSync(new URL(`src/sources/${id}/index.ts`, root))).toBe(true);
  });
});

test('every folder with a source is registered', () => {
  const folders = readdirSync(new URL('src/sources/', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const exporting = folders.filter((name) =>
    /: Source = \{/.test(readFileSync(new URL(`src/sources/${name}/index.ts`, root), 'utf8')),
  );
  expect(exporting.filter((name) => !ids.some((id) => id === name))).toEqual([]);
});

test.each([...sources, documents].map((source) => [source.id, source] as const))(
  '%s claims no file with another ending than it says',
  (id, { claims, endings }) => {
    const folder = new URL(`fixtures/${id}/`, root);
    const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) =>
      path.replaceAll('\\', '/'),
    );
    const cut = paths.flatMap((path) => [path, `${path}.txt`, path.replace(/\.[^./]*$/, '')]);
    const ending = (path: string): string => /\.[^./]*$/.exec(path)?.[0].toLowerCase() ?? '';
    const claimed = cut.filter((path) => claims(path, undefined) || claims(path, '.'));
    expect(claimed.filter((path) => endings?.includes(ending(path)) === false)).toEqual([]);
  },
);
