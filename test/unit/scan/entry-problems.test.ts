import { describe, expect, it } from 'vitest';
import { entryProblems } from '../../../src/scan/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { treeOf } from '../rewrite/fixtures.ts';

type Files = Readonly<Record<string, string>>;

/** The problems of a tree: code, place and message. */
function problemsOf(files: Files): readonly string[] {
  const { graph, uses } = treeOf(files);
  const report = { uses, unresolved: [], skipped: [], files: { seen: 0, read: 0 } };
  const kustomizations = [...graph.byDirectory.values()];
  const sourceOf = (file: string) => (files[file] === undefined ? undefined : sourceText(file, files[file]));
  return entryProblems({ report, kustomizations }, graph, sourceOf).map(
    ({ code, place, message }) => `${code} ${place.file}:${place.line}:${place.column} ${message}`,
  );
}

const pod = (image: string): string =>
  `apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: "${image}"}]}\n`;
const over = (entry: string): string => `resources: [../base]\nimages:\n- ${entry}\n`;
const base = (entry: string, image = 'nginx:1'): Files => ({
  'base/kustomization.yaml': `resources: [p.yaml]\nimages:\n- ${entry}\n`,
  'base/p.yaml': pod(image),
});

describe('an entry for a name that is gone', () => {
  it('because the base renames', () => {
    const files = {
      ...base('{name: nginx, newName: acr/nginx}'),
      'over/kustomization.yaml': over('{name: nginx, newTag: "2"}'),
    };
    expect(problemsOf(files)).toEqual([
      'hidden over/kustomization.yaml:3:10 The entry for nginx has no effect: base/kustomization.yaml has renamed it to acr/nginx.',
    ]);
  });

  it('because a component renames', () => {
    const files = {
      'kustomization.yaml': 'resources: [p.yaml]\ncomponents: [c]\nimages: [{name: nginx, newTag: "2"}]\n',
      'p.yaml': pod('nginx:1'),
      'c/kustomization.yaml': 'kind: Component\nimages: [{name: nginx, newName: acr/nginx}]\n',
    };
    expect(problemsOf(files)).toEqual([
      'hidden kustomization.yaml:3:17 The entry for nginx has no effect: c/kustomization.yaml has renamed it to acr/nginx.',
    ]);
  });

  it('because an entry before it renames', () => {
    expect(problemsOf(base('{name: nginx, newName: a/b}\n- {name: nginx, newTag: "2"}'))).toEqual([
      'hidden base/kustomization.yaml:4:10 The entry for nginx has no effect: an entry before it has renamed it to a/b.',
    ]);
  });

  it.each([
    ['keyed on the new name', '{name: nginx, newName: acr/nginx}', '{name: acr/nginx, newTag: "2"}'],
    ['when the base only sets a tag', '{name: nginx, newTag: "1"}', '{name: nginx, newTag: "2"}'],
    ['when the base renames to the same', '{name: nginx, newName: nginx}', '{name: nginx, newTag: "2"}'],
  ])('is none %s', (_, inner, outer) => {
    expect(problemsOf({ ...base(inner), 'over/kustomization.yaml': over(outer) })).toEqual([]);
  });

  it('is none when another image still comes to it', () => {
    const files = {
      ...base('{name: nginx, newName: acr/nginx}'),
      'over/kustomization.yaml': 'resources: [../base, p.yaml]\nimages: [{name: nginx, newTag: "2"}]\n',
      'over/p.yaml': pod('nginx:3'),
    };
    expect(problemsOf(files)).toEqual([]);
  });
});

describe('an entry that matches nothing', () => {
  it('is told', () => {
    expect(problemsOf(base('{name: docker.io/library/nginx, newTag: "2"}'))).toEqual([
      'unmatched base/kustomization.yaml:3:10 No image that base/kustomization.yaml builds is called docker.io/library/nginx.',
    ]);
  });

  it('is not told of where the build is not known', () => {
    const entry = 'images: [{name: quay.io/a/b, newTag: "2"}]\n';
    const quiet = (text: string, files: Files = {}): void =>
      expect(problemsOf({ 'kustomization.yaml': text + entry, ...files })).toEqual([]);
    quiet('resources: [https://example.org/a.yaml]\n');
    quiet('resources: [missing.yaml]\n');
    quiet('resources: [p.yaml]\nhelmCharts: [{name: a}]\n', { 'p.yaml': pod('nginx') });
    quiet('resources: [p.yaml]\ngenerators: [g.yaml]\n', { 'p.yaml': pod('nginx'), 'g.yaml': '' });
    quiet('kind: Component\nresources: [p.yaml]\n', { 'p.yaml': pod('nginx') });
    quiet('resources: [p.yaml]\n', { 'p.yaml': `${pod('nginx')}# quay.io/a/b\n` });
    quiet('resources: []\n');
  });
});

it('a version in newName is told where a second one comes behind it', () => {
  expect(problemsOf(base('{name: nginx, newName: "a/b:2"}'))).toEqual([
    'tag-in-name base/kustomization.yaml:3:26 newName a/b:2 has a version in it: kustomize makes a/b:2:1 of nginx:1.',
  ]);
  expect(problemsOf(base('{name: nginx, newName: "a/b:2"}', 'nginx'))).toEqual([]);
  expect(
    problemsOf(base('{name: nginx, newName: "a/b@sha256:ab"}', `nginx@sha256:${'cd'.repeat(32)}`)),
  ).toHaveLength(1);
});

it('a pattern that is none and a number are told once', () => {
  expect(problemsOf(base('{name: "quay.io/c++/x", newTag: "2"}'))).toEqual([
    'invalid base/kustomization.yaml:3:10 images[0].name is no valid regular expression (invalid nested repetition operator ++): kustomize up to 5.8.1 crashes on it.',
  ]);
  expect(problemsOf(base('{name: nginx, newTag: 2}'))).toEqual([
    'invalid base/kustomization.yaml:3:25 images[0].newTag is no string: kustomize refuses it unless quoted.',
  ]);
});

it('an object that breaks the build is told where there are entries', () => {
  const object = 'apiVersion: example.com/v1\nkind: Fleet\nspec: {containers: [{image: {repository: a}}]}\n';
  const files = { 'base/kustomization.yaml': 'resources: [p.yaml]\n', 'base/p.yaml': object };
  expect(problemsOf(files)).toEqual([]);
  expect(problemsOf({ ...files, 'over/kustomization.yaml': over('{name: nginx, newTag: "2"}') })).toEqual([
    'unmatched over/kustomization.yaml:3:10 No image that over/kustomization.yaml builds is called nginx.',
    'breaks-build base/p.yaml:3:29 over/kustomization.yaml has images entries and cannot be built with this object: kustomize expects the text of an image here.',
  ]);
});
