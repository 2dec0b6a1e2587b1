import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { parseYaml, scalarText, walkTree } from '../../src/formats/yaml/index.ts';
import { applyImages, entryProblem, type ImageEntry } from '../../src/kustomize/index.ts';
import { sourceText } from '../../src/text/index.ts';
import { cases, filesIn, fixtures, treeOf } from '../unit/rewrite/fixtures.ts';
import { builders, need, output } from './programs.ts';

/** `tagSuffix` came in 4.5.5. */
const programs = builders.map((builder) => ({ ...builder, tagSuffix: builder.name !== 'kustomize 4.5.4' }));

let work: string;
beforeAll(() => {
  work = mkdtempSync(join(tmpdir(), 'pullthrough-kustomize-'));
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

function writeTree(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

const nameCharacters = [
  'a',
  'b',
  '.',
  '-',
  '/',
  ':',
  '5',
  '\\.',
  '+',
  '*',
  '?',
  '(',
  ')',
  '|',
  '[',
  ']',
  '^',
  '$',
  '{2}',
  '@',
];
const imageCharacters = [
  'a',
  'b',
  '.',
  '-',
  '/',
  ':',
  '5',
  '@',
  '@sha256:ab',
  '@sha512:ab',
  '{',
  ' ',
  'A',
  '+',
  '_',
];
const names: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    'nginx',
    'docker.io/nginx',
    'localhost:5000/nginx',
    'quay\\.io/a',
    '(docker.io/)?(library/)?nginx',
    'a|b',
    '.*',
  ),
  fc.array(fc.constantFrom(...nameCharacters), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
);
const images: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(
        'nginx',
        'docker.io/nginx',
        'docker.io/library/nginx',
        'localhost:5000/nginx',
        'quay.io/a',
        'dockerXio/nginx',
        'a',
        'b/a',
      ),
      fc.constantFrom('', ':1', ':1.2-x', ':', ':{TAG}', ':${TAG}'),
      fc.constantFrom('', '@sha256:ab', '@sha512:ab'),
    )
    .map((parts) => parts.join('')),
  fc
    .array(fc.constantFrom(...imageCharacters), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join('')),
);
const optional = (...options: readonly string[]): fc.Arbitrary<string> => fc.constantFrom('', '', ...options);
const entries: fc.Arbitrary<ImageEntry> = fc
  .record({
    name: names,
    newName: optional('Z', 'acr.io/hub/nginx', 'nginx', 'reg:5000/a:2', 'b'),
    newTag: optional('2', '1.2'),
    digest: optional('sha256:ff'),
    tagSuffix: optional('-al'),
  })
  .filter((entry) => entryProblem(entry) === undefined);

interface Trial {
  readonly entries: readonly ImageEntry[];
  readonly image: string;
}

const trials: readonly Trial[] = fc.sample(
  fc.record({ entries: fc.array(entries, { minLength: 1, maxLength: 3 }), image: images }),
  { seed: 20260101, numRuns: 320 },
);

/** One object a trial, with the image in a field that kustomize passes twice and in one that it passes once. */
function trialTree(program: { readonly tagSuffix: boolean }): Readonly<Record<string, string>> {
  const folders = trials.map((_, index) => `t${index}`);
  const files: Record<string, string> = { 'kustomization.yaml': JSON.stringify({ resources: folders }) };
  trials.forEach((trial, index) => {
    const written = trial.entries.map(({ tagSuffix, ...entry }) =>
      program.tagSuffix ? { ...entry, tagSuffix } : entry,
    );
    const { image } = trial;
    const spec = { containers: [{ image }], deep: { containers: [{ image }] } };
    const object = { apiVersion: 'example.com/v1', kind: 'Trial', metadata: { name: `t${index}` }, spec };
    files[`t${index}/kustomization.yaml`] = JSON.stringify({ resources: ['trial.yaml'], images: written });
    files[`t${index}/trial.yaml`] = JSON.stringify(object);
  });
  return files;
}

/** The images of each object in a build, by the object's name. */
function builtImages(output: string): ReadonlyMap<string, readonly string[]> {
  const built = new Map<string, string[]>();
  for (const { root } of parseYaml(sourceText('build.yaml', output)).documents) {
    if (root === undefined) continue;
    const found: string[] = [];
    let name = '';
    walkTree(root, ({ node, path }) => {
      if (path.join('.') === 'metadata.name') name = scalarText(node) ?? '';
      if (path.at(-1) === 'image' && node.kind === 'scalar') found.push(node.value);
      return undefined;
    });
    built.set(name, found);
  }
  return built;
}

describe.each(programs)('$name', (program) => {
  const build = (folder: string, context: TestContext): string =>
    output(need(program, context), [...program.command, folder], work);

  it('makes of images what the model says', (context) => {
    const folder = join(work, `${program.name} trials`);
    writeTree(folder, trialTree(program));
    const built = builtImages(build(folder, context));
    const expected = trials.map(({ entries: all, image }) => {
      const known = program.tagSuffix ? all : all.map(({ tagSuffix: _, ...entry }) => entry);
      return [applyImages(known, image, 2), applyImages(known, image, 1)];
    });
    const changed = trials.filter(({ image }, index) => expected[index]?.[0] !== image);
    expect(changed.length).toBeGreaterThan(60);
    expect(trials.map((_, index) => built.get(`t${index}`))).toEqual(expected);
  });

  it.for(cases())(
    'builds fixtures/kustomize/%s with other image lines, and no other difference',
    (name, context) => {
      const files = filesIn(`${fixtures}/${name}/input`);
      const folder = join(work, `${program.name} ${name}`);
      writeTree(folder, files);
      const { roots } = treeOf(files);
      const before = roots.map(({ directory }) => build(join(folder, directory), context).split('\n'));
      writeTree(folder, filesIn(`${fixtures}/${name}/expected`));
      roots.forEach(({ directory }, index) => {
        const after = build(join(folder, directory), context).split('\n');
        const old = before[index] ?? [];
        expect(after).toHaveLength(old.length);
        const changed = after.flatMap((line, at) => (line === old[at] ? [] : [[old[at], line]]));
        expect(changed.length).toBeGreaterThan(0);
        for (const [from, to] of changed) {
          expect(from).toMatch(/^\s*(?:- )?image: /);
          expect(to).toMatch(/^\s*(?:- )?image: team\.azurecr\.io\/(?:hub|ghcr|quay)\//);
          expect(versionOf(to)).toBe(versionOf(from));
        }
      });
    },
  );
});

/** Tag and digest of an image line. */
function versionOf(line: string | undefined): string {
  return /image: "?[^:"@]*?([:@].*?)?"?$/.exec(line ?? '')?.[1] ?? '';
}
