import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sources, textSources } from '../../src/sources/index.ts';
import type { ExtractContext, Source } from '../../src/sources/source.ts';
import { type SourceText, sourceText } from '../../src/text/index.ts';
import { applyChanges, type Change, changeKinds } from '../support/fuzz/changes.ts';
import { complaintsOf } from '../support/fuzz/judge.ts';
import { tokens } from '../support/fuzz/tokens.ts';

const fixtures = new URL('../../fixtures/', import.meta.url).pathname;

/** All files of the fixtures by their paths from the root of their case. */
const files = readdirSync(fixtures, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name !== 'expected.json')
  .map((entry) => join(entry.parentPath, entry.name))
  .map((path) => {
    const [kind, name, ...rest] = path.slice(fixtures.length).split('/');
    return { tree: `${kind}/${name}`, file: sourceText(rest.join('/'), readFileSync(path, 'utf8')) };
  })
  .filter(({ file }) => file.path !== '');

const change: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom(...changeKinds),
  at: fc.nat(),
  to: fc.nat(),
  length: fc.nat({ max: 40 }),
  token: fc.constantFrom(...tokens),
  times: fc.oneof(
    { weight: 9, arbitrary: fc.nat({ max: 9 }) },
    { weight: 1, arbitrary: fc.nat({ max: 300 }) },
  ),
});

function contextOf(file: SourceText, tree: string): ExtractContext {
  const others = files.filter((each) => each.tree === tree).map((each) => each.file);
  const all = others.map((other) => (other.path === file.path ? file : other));
  const folder = posix.dirname(file.path);
  return {
    buildArgs: {},
    fileAt: (path) => all.find((other) => other.path === path),
    neighbours: (paths) =>
      all.filter(({ path }) => posix.dirname(path) === folder && paths.test(posix.basename(path))),
  };
}

/** The changed files are those that a source claims; a list claims none, everything is one to it. */
function claimedBy({ claims }: Source): typeof files {
  const claimed = files.filter(({ file }) => claims(file.path, undefined));
  return claimed.length > 0 ? claimed : files;
}

test.each(
  [...new Set([...sources, ...textSources])].map((source, index) => [source.id, index, source] as const),
)('%s (%i) reads any changed file, and all it finds stands where it says', (_, __, source) => {
  fc.assert(
    fc.property(
      fc.constantFrom(...claimedBy(source)),
      fc.array(change, { maxLength: 5 }),
      ({ tree, file: { path, text } }, changes) => {
        const file = sourceText(path, applyChanges(text, changes));
        expect(complaintsOf(source, file, contextOf(file, tree))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});
