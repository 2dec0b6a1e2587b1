import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, expect, test } from 'vitest';
import { extractImages, type FileImages } from '../../src/sources/extract.ts';
import { imageName } from '../../src/sources/image-name.ts';
import type { ImageUse, Piece } from '../../src/sources/image-use.ts';
import type { Source } from '../../src/sources/source.ts';
import { type SourceText, slice, sourceText } from '../../src/text/index.ts';

const fixtures = new URL('../../fixtures/', import.meta.url);

/**
 * The cases under `fixtures/<id>`: folders with files as users have them, and `expected.json`, which gives for each file
 * that holds an image what a scan says of it, and the problems. Files in which nothing is found may be left out of it.
 */
export function testFixtures(source: Source): void {
  const root = new URL(`${source.id}/`, fixtures);
  describe(`fixtures/${source.id}`, () => {
    test.each(readdirSync(root).sort())('%s', (name) => {
      const files = filesOf(new URL(`${name}/`, root));
      const said = files.flatMap((file) => {
        const rows = source.claims(file.path, undefined) ? rowsOf(file, source, files) : [];
        return rows.length === 0 ? [] : [[file.path, rows]];
      });
      const expected = readFileSync(new URL(`${name}/expected.json`, root), 'utf8');
      expect(Object.fromEntries(said)).toEqual(JSON.parse(expected));
    });
  });
}

function filesOf(folder: URL): readonly SourceText[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => sourceText(path.slice(folder.pathname.length), readFileSync(path, 'utf8')));
}

function rowsOf(file: SourceText, source: Source, files: readonly SourceText[]): readonly unknown[] {
  const directory = posix.dirname(file.path);
  const { uses, unresolved, problems } = extractImages(file, [source], {
    buildArgs: {},
    neighbours: (paths) =>
      files.filter(({ path }) => posix.dirname(path) === directory && paths.test(posix.basename(path))),
    folder: (folder, paths) =>
      files.filter(({ path }) => posix.dirname(path) === (folder || '.') && paths.test(posix.basename(path))),
    fileAt: (path) => files.find((other) => other.path === path),
  });
  return [...placesOf({ uses, unresolved }, files), ...problems.map(({ message }) => ({ problem: message }))];
}

function placesOf(
  { uses, unresolved }: Pick<FileImages, 'uses' | 'unresolved'>,
  files: readonly SourceText[],
): readonly unknown[] {
  const known = uses.map((use) => ({
    start: use.span.start,
    row: {
      path: use.path,
      image: imageName(use),
      raw: use.raw,
      judgement: judgementOf(use),
      ...(use.pieces === undefined ? {} : { pieces: use.pieces.map((piece) => shown(piece, use, files)) }),
      ...(use.origin === undefined ? {} : { origin: use.origin }),
    },
  }));
  const unknown = unresolved.map(({ span, path, value, raw, reason, code }) => ({
    start: span.start,
    row: { path, raw, ...(value === raw ? {} : { known: value }), unresolved: `${code}: ${reason}` },
  }));
  return [...known, ...unknown].sort((a, b) => a.start - b.start).map(({ row }) => row);
}

/** Confidence, purpose where it is no pull, and the condition: `certain build`, `likely conditional debug`. */
function judgementOf({ confidence, purpose, reach, when }: ImageUse): string {
  return [
    confidence,
    ...(purpose === 'pull' ? [] : [purpose]),
    ...(reach === 'default' ? [] : [reach]),
    ...(when === undefined ? [] : [when]),
  ].join(' ');
}

/** `tag «1.27»`, and the file where it is another one: `tag versions.env «1.27»`. */
function shown({ role, file, span }: Piece, use: ImageUse, files: readonly SourceText[]): string {
  const source = files.find(({ path }) => path === (file ?? use.file));
  return [
    role,
    ...(file === undefined ? [] : [file]),
    `«${source === undefined ? '' : slice(source, span)}»`,
  ].join(' ');
}
