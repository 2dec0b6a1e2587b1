import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { imageName } from '../../../../src/sources/image-name.ts';
import type { Piece } from '../../../../src/sources/image-use.ts';
import { terraform } from '../../../../src/sources/terraform/index.ts';
import { type SourceText, slice, sourceText } from '../../../../src/text/index.ts';

const root = new URL('../../../../fixtures/terraform/', import.meta.url);

/** `role file text` of a piece, in its own file. */
function shown({ role, file, span }: Piece, files: readonly SourceText[]): string {
  const source = files.find(({ path }) => path === (file ?? 'main.tf'));
  return `${role} ${file ?? ''}«${source === undefined ? '' : slice(source, span)}»`;
}

describe('fixtures/terraform', () => {
  test.each(readdirSync(root))('%s', (name) => {
    const folder = new URL(`${name}/`, root);
    const files = readdirSync(folder)
      .filter((file) => file !== 'expected.json')
      .map((file) => sourceText(file, readFileSync(new URL(file, folder), 'utf8')));
    const main = files.find(({ path }) => path === 'main.tf');
    expect(main).toBeDefined();
    if (main === undefined) return;
    const context = {
      buildArgs: {},
      neighbours: (paths: RegExp) => files.filter(({ path }) => paths.test(path)),
    };
    const { uses, unresolved, problems } = extractImages(main, [terraform], context);
    const found = [
      ...uses.map((use) => ({
        path: use.path,
        image: imageName(use),
        raw: use.raw,
        judgement: [use.confidence, ...(use.when === undefined ? [] : [use.reach, use.when])].join(' '),
        ...(use.pieces === undefined ? {} : { pieces: use.pieces.map((piece) => shown(piece, files)) }),
      })),
      ...unresolved.map(({ path, raw, reason, code }) => ({ path, raw, unresolved: `${code}: ${reason}` })),
    ];
    expect(found).toEqual(JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')));
    expect(problems).toEqual([]);
  });
});
