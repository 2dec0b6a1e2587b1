import { describe, expect, it } from 'vitest';
import type { KustomizeImagesPlan } from '../../../src/rewrite/kustomize/types.ts';
import { planKustomizeRoots } from '../../../src/rewrite/kustomize-images.ts';
import type { ImageUse } from '../../../src/sources/image-use.ts';
import { sourceText } from '../../../src/text/index.ts';
import { treeOf } from './fixtures.ts';
import { decide } from './support.ts';

type Files = Readonly<Record<string, string>>;

const own = 'pullthrough-images.yaml';

function planOf(files: Files): KustomizeImagesPlan<ImageUse> {
  const { graph, roots, uses } = treeOf(files);
  const texts = Object.entries(files).map(([path, text]) => sourceText(path, text));
  const [planned] = planKustomizeRoots({
    graph,
    roots,
    images: uses,
    decide,
    textsOf: () => ({
      manifests: texts.filter(({ path }) => graph.files.has(path)),
      beside: texts.find(({ path }) => path === own),
    }),
  });
  if (planned?.plan.ok !== true) throw new Error(JSON.stringify(planned?.plan));
  return planned.plan.value;
}

/** The files as the plan leaves them; planning again must change nothing. */
function edited(files: Files): Files {
  const { text, configuration } = planOf(files);
  const after = {
    ...files,
    'kustomization.yaml': text,
    ...(configuration === undefined ? {} : { [configuration.path]: configuration.after }),
  };
  expect(planOf(after)).toMatchObject({ edits: [], text });
  expect(planOf(after).configuration).toBeUndefined();
  return after;
}

const root = 'resources:\n- r.yaml\n';
const custom = (kind: string, spec: string): string =>
  `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: a}\nspec: ${spec}\n`;

describe('fields of custom resources', () => {
  it('get specifications in a file beside the kustomization, which names it', () => {
    const after = edited({
      'kustomization.yaml': root,
      'r.yaml': [
        custom('Foo', '{image: "quay.io/a/b:1", sidecars: [{image: ghcr.io/c/d}]}'),
        custom('Bar', '{image: {repository: quay.io/e/f, tag: "1"}}'),
      ].join('---\n'),
    });
    expect(after['kustomization.yaml']).toBe(`${root}configurations:
- ${own}
images:
- name: ghcr.io/c/d
  newName: team.azurecr.io/ghcr/c/d
- name: quay.io/a/b
  newName: team.azurecr.io/quay/a/b
- name: quay.io/e/f
  newName: team.azurecr.io/quay/e/f
`);
    expect(after[own]?.replace(/^#.*\n/gm, '')).toBe(`images:
- path: spec/image
  group: example.com
  kind: Foo
- path: spec/sidecars[]/image
  group: example.com
  kind: Foo
- path: spec/image/repository
  group: example.com
  kind: Bar
`);
  });

  it('are added to those that the file has, in its style', () => {
    const after = edited({
      'kustomization.yaml': `${root}configurations: [other.yaml, ./${own}]\n`,
      'other.yaml': 'images: []\n',
      [own]: '# ours\nimages:\n  - kind: Foo   # why\n    path: spec/image\n',
      'r.yaml': custom('Foo', '{image: "quay.io/a/b:1", side: {image: quay.io/a/b}}'),
    });
    expect(after[own]).toBe(
      '# ours\nimages:\n  - kind: Foo   # why\n    path: spec/image\n  - path: spec/side/image\n    group: example.com\n    kind: Foo\n',
    );
    expect(after['kustomization.yaml']).toContain(`configurations: [other.yaml, ./${own}]\n`);
  });

  it('are named when a run before was killed between the two files', () => {
    const files = { 'kustomization.yaml': root, 'r.yaml': custom('Foo', '{image: "quay.io/a/b:1"}') };
    const { [own]: written = '', ...after } = edited(files);
    expect(edited({ ...files, [own]: written })).toEqual({ ...after, [own]: written });
  });

  it('are named behind the configurations that there are', () => {
    const after = edited({
      'kustomization.yaml': `configurations:\n  - "other.yaml"  # theirs\n${root}`,
      'other.yaml': 'images: []\n',
      'r.yaml': custom('Foo', '{image: "quay.io/a/b:1"}'),
    });
    expect(after['kustomization.yaml']).toContain(
      `configurations:\n  - "other.yaml"  # theirs\n  - "${own}"\nresources:`,
    );
  });
});

describe('a field is left to others', () => {
  const left = (files: Files): readonly string[] => {
    const { configuration, unreachable } = planOf(files);
    expect(configuration).toBeUndefined();
    return unreachable.map(({ image }) => image.path);
  };

  it('where its specification would break the build', () => {
    const other = custom('Foo', '{image: {repository: team.azurecr.io/x}}');
    const r = `${custom('Foo', '{image: "quay.io/a/b:1"}')}---\n${other}`;
    expect(left({ 'kustomization.yaml': root, 'r.yaml': r })).toEqual(['spec.image']);
  });

  it('where an entry would rename a text that is no image', () => {
    const entry = 'images: [{name: web, newTag: "2"}]\n';
    const r = `${custom('Foo', '{image: "quay.io/a/b:1"}')}---\n${custom('Foo', '{image: web}')}`;
    const files = { 'kustomization.yaml': root + entry, 'r.yaml': r };
    expect(left(files)).toContain('spec.image');
  });

  it.each([
    ['args of a list of texts', custom('Foo', '{args: ["--image=quay.io/a/b:1"]}')],
    [
      'registry and repository apart',
      custom('Foo', '{image: {registry: quay.io, repository: a/b, tag: v1}}'),
    ],
    [
      'an address with the image in it',
      'apiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: {name: a}\nspec: {url: "oci://quay.io/a/b", ref: {tag: v1}}\n',
    ],
    [
      'a text within a ConfigMap',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  a.yaml: |\n    image: quay.io/a/b:1\n',
    ],
    [
      'the environment',
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: team.azurecr.io/a, env: [{name: B_IMAGE, value: "quay.io/a/b:1"}]}]}\n',
    ],
  ])('%s', (_, r) => {
    expect(left({ 'kustomization.yaml': root, 'r.yaml': r })).toHaveLength(1);
  });

  it('where somebody else has a file of the name', () => {
    const r = custom('Foo', '{image: "quay.io/a/b:1"}');
    expect(left({ 'kustomization.yaml': root, 'r.yaml': r, [own]: 'theirs\n' })).toEqual(['spec.image']);
  });
});

describe('an entry that did not come to an image so far', () => {
  const withTag = (tag: string): Files => ({
    'kustomization.yaml': `${root}images:\n- name: quay.io/a/b\n  newTag: ${tag}\n`,
    'r.yaml': custom('Widget', '{image: "quay.io/a/b:v1"}'),
  });

  it('does not come to it, where it would set another tag', () => {
    expect(planOf(withTag('v2')).configuration).toBeUndefined();
  });

  it('comes to it where it sets the same tag', () => {
    expect(planOf(withTag('v1')).configuration?.after).toContain('path: spec/image');
  });
});
