import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadChart } from '../../../../src/helm/chart/load.ts';
import { emptyTable } from '../../../../src/helm/values/value.ts';
import { analyseChart } from '../../../../src/sources/helm/analyse.ts';
import type { ChartImage, ChartPiece } from '../../../../src/sources/helm/chart-analysis.ts';
import { sourceText } from '../../../../src/text/index.ts';

const root = new URL('../../../../fixtures/charts/', import.meta.url);

/** Reach, image, file, its pieces with their keys, and the condition of what is not pulled in any case. */
type Row = readonly string[];

interface Expected {
  readonly images: readonly Row[];
  readonly unresolved: readonly string[];
}

function pieceText({ role, key, file }: ChartPiece, image: ChartImage): string {
  if (key !== undefined) return `${role} ${key}`;
  return file === image.file ? role : `${role} in ${file}`;
}

function rowOf(image: ChartImage): Row {
  const { reach, value, file, pieces, hooks, when } = image;
  const made = pieces.map((piece) => pieceText(piece, image)).join(', ');
  const hooked = hooks.length === 0 ? made : `${made} (${hooks.join()})`;
  return [reach, value, file, hooked, ...(when === undefined ? [] : [when])];
}

describe('fixtures/charts', () => {
  test.each(readdirSync(root))('%s', (name) => {
    const folder = new URL(`${name}/`, root);
    const read = (path: string): Buffer => readFileSync(new URL(path, folder));
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.pathname.length).replaceAll('\\', '/'));
    const loaded = loadChart(
      '',
      paths.map((path) => ({ path, bytes: read(path) })),
      () => undefined,
    );
    if (!loaded.ok) throw new TypeError(loaded.error.message);
    const { images, unresolved, problems } = analyseChart(loaded.value, {
      values: emptyTable,
      release: 'prod',
      namespace: 'shop',
      apiVersions: [],
      sourceOf: (file) => sourceText(file, read(file).toString()),
    });
    const expected = JSON.parse(read('expected.json').toString()) as Expected;
    const rows = images.map(rowOf).sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1));
    expect(rows).toEqual(expected.images);
    expect(unresolved.map(({ reason }) => reason)).toEqual(expected.unresolved);
    expect(problems).toEqual([]);
  });
});
