import { describe, expect, it } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { kustomize } from '../../../../src/sources/kustomize/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

function extract(text: string): ReturnType<typeof extractImages> {
  return extractImages(sourceText('k8s/kustomization.yaml', text), [kustomize], { buildArgs: {} });
}

function values(text: string): string[] {
  return extract(text).uses.map(({ path, value }) => `${path}: ${value}`);
}

describe('files', () => {
  it.each([
    ['kustomization.yaml', true],
    ['a/Kustomization', true],
    ['a/kustomization.json', false],
    ['a/web.yaml', false],
  ])('%s: %s', (path, expected) => {
    expect(kustomize.claims(path, undefined)).toBe(expected);
  });

  it.each([
    ['- a\n', 'the file holds no map: kustomize refuses it'],
    ['', 'the first document of the file is empty: kustomize refuses it'],
    [
      'resources: web.yaml\n',
      'resources is no list: kustomize refuses the file; not all of its images are known',
    ],
  ])('that kustomize refuses are said to be: %j', (text, message) => {
    const { uses, unresolved, problems, source } = extract(text);
    expect({ uses, unresolved, source }).toEqual({ uses: [], unresolved: [], source: 'kustomize' });
    expect(problems.map((problem) => problem.message)).toEqual([message]);
  });

  it('are read whatever they hold: who includes whom decides what becomes of an image', () => {
    expect(kustomize.hints).toEqual([]);
  });
});

describe('entries', () => {
  it('that rename give the new name, with what else they set', () => {
    expect(
      values(`images:
- {name: a, newName: quay.io/x/a}
- {name: b, newName: quay.io/x/b, newTag: "2"}
- {name: c, newName: quay.io/x/c, digest: "sha256:${'ab'.repeat(32)}"}
- {name: d, newName: "quay.io/x/d", newTag: "2", digest: "sha256:${'ab'.repeat(32)}"}
`),
    ).toEqual([
      'images[0].newName: quay.io/x/a',
      'images[1].newName: quay.io/x/b:2',
      `images[2].newName: quay.io/x/c@sha256:${'ab'.repeat(32)}`,
      `images[3].newName: quay.io/x/d:2@sha256:${'ab'.repeat(32)}`,
    ]);
  });

  it('that set a tag or digest give the name they look for, when it is one', () => {
    expect(
      values(`images:
- {name: nginx, newTag: 1.27.2}
- {name: nginx}
- {name: "(library/)?nginx", newTag: "2"}
- {name: nginx, tagSuffix: -alpine}
- {newTag: "2"}
imageTags:
- {name: old, newTag: "1"}
`),
    ).toEqual(['images[0].name: nginx:1.27.2', 'imageTags[0].name: old:1']);
  });

  it('have their places and pieces', () => {
    const { uses } = extract(
      'images:\n- name: a\n  newName: "quay.io/x/a"\n  newTag: "2"\n- name: nginx\n  newTag: "3"\n',
    );
    const source = sourceText(
      'x',
      'images:\n- name: a\n  newName: "quay.io/x/a"\n  newTag: "2"\n- name: nginx\n  newTag: "3"\n',
    );
    expect(uses.map(({ raw, line, column }) => [raw, line, column])).toEqual([
      ['quay.io/x/a', 3, 13],
      ['nginx', 5, 9],
    ]);
    expect(uses.map(({ pieces }) => pieces?.map(({ role, span }) => [role, slice(source, span)]))).toEqual([
      [
        ['repository', 'quay.io/x/a'],
        ['tag', '2'],
      ],
      // The name is what the entry looks for: writing another there would change what it matches.
      [['tag', '3']],
    ]);
    expect(uses[0]).toMatchObject({
      confidence: 'certain',
      purpose: 'pull',
      source: 'kustomize',
      object: { kind: 'Kustomization' },
    });
  });

  it('that rename and do no more are edited where they stand', () => {
    const [use] = extract('images: [{name: a, newName: quay.io/x/a}]').uses;
    expect(use).toMatchObject({ raw: 'quay.io/x/a' });
    expect(use).not.toHaveProperty('pieces');
  });

  it('behind an alias are edited at the anchor', () => {
    const text = 'images:\n- {name: a, newName: &n quay.io/x/a}\n- {name: b, newName: *n}\n';
    const [, use] = extract(text).uses;
    expect(use?.raw).toBe('*n');
    expect(use?.pieces?.map(({ span }) => text.slice(span.start, span.end))).toEqual(['quay.io/x/a']);
  });

  it('that something else fills in are unresolved', () => {
    expect(extract('images: [{name: a, newName: quay.io/x/a, newTag: "${TAG}"}]').unresolved).toMatchObject([
      { code: 'variable', path: 'images[0].newName' },
    ]);
  });
});

describe('what is not visible', () => {
  it('are remote bases and charts', () => {
    const { unresolved } = extract(`kind: Component
resources:
- web.yaml
- https://github.com/org/repo//deploy?ref=v1
components: [github.com/org/parts]
helmCharts:
- name: minecraft
`);
    expect(unresolved.map(({ path, value, code }) => [path, value, code])).toEqual([
      ['resources[1]', 'https://github.com/org/repo//deploy?ref=v1', 'not-visible'],
      ['components[0]', 'github.com/org/parts', 'not-visible'],
      ['helmCharts[0].name', 'minecraft', 'not-visible'],
    ]);
    expect(unresolved[0]).toMatchObject({ object: { kind: 'Component' } });
  });
});

describe('problems', () => {
  it('say what kustomize refuses', () => {
    expect(extract('images: [{name: a, newTag: 2}]').problems).toMatchObject([
      { message: expect.stringContaining('newTag is no string') },
    ]);
  });
});
