import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scan } from '../../../src/scan/index.ts';
import { imageName } from '../../../src/sources/image-name.ts';
import type { ImageUse, Piece, UnresolvedUse } from '../../../src/sources/image-use.ts';

const fixtures = fileURLToPath(new URL('../../../fixtures/across-files/', import.meta.url));

/** fixtures/across-files/<case>: a tree under `input`, and what a scan says of its images: those whose pieces stand in several files. */
describe('fixtures/across-files', () => {
  test.each(readdirSync(fixtures).sort())('%s', async (name) => {
    const root = `${fixtures}${name}/input`;
    const charts = { charts: [], values: [], set: [], dependencies: [], kubeVersion: '', apiVersions: [] };
    const scanned = await scan({ root, maxBytes: 100_000, buildArgs: {}, charts });
    if (!scanned.ok) throw new Error(scanned.error);
    const { uses, unresolved } = scanned.value.report;
    const texts = new Map<string, string>();
    const textAt = (file: string, { start, end }: Piece['span']): string => {
      const text = texts.get(file) ?? readFileSync(`${root}/${file}`, 'utf8');
      texts.set(file, text);
      return text.slice(start, end);
    };
    for (const { file, span, raw, pieces = [] } of uses) {
      expect(textAt(file, span)).toBe(raw);
      for (const piece of pieces) expect(textAt(piece.file ?? file, piece.span)).toBe(piece.value);
    }
    const rows: Record<string, string[]> = {};
    for (const use of [...uses, ...unresolved].sort((a, b) => a.span.start - b.span.start)) {
      rows[use.file] = [...(rows[use.file] ?? []), ...rowOf(use)];
    }
    const sorted = Object.fromEntries(Object.entries(rows).sort(([a], [b]) => (a < b ? -1 : 1)));
    expect(sorted).toEqual(JSON.parse(readFileSync(`${fixtures}${name}/expected.json`, 'utf8')));
  });
});

/** The place, then what the image is made of, one line each. */
function rowOf(use: ImageUse | UnresolvedUse): readonly string[] {
  const place = `${use.line}:${use.column} ${use.path}`;
  if (!('reference' in use)) return [`${place}: «${use.value}» ${use.code}: ${use.reason}`];
  const { purpose, confidence, when, pieces = [], origin = [] } = use;
  const words = [confidence, ...(purpose === 'pull' ? [] : [purpose]), ...(when === undefined ? [] : [when])];
  return [
    `${place}: ${imageName(use)} ${words.join(' ')}`,
    ...pieces.map(({ role, value, file }) => `  ${role} «${value}»${file === undefined ? '' : ` ${file}`}`),
    ...(origin.length === 0 ? [] : [`  by way of ${origin.join(', ')}`]),
  ];
}
