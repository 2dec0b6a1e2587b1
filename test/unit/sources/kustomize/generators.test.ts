import { describe, expect, it } from 'vitest';
import { readKustomization } from '../../../../src/kustomize/index.ts';
import { extractImages } from '../../../../src/sources/extract.ts';
import { dataFile, envSource, kustomize } from '../../../../src/sources/kustomize/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function found(text: string): string[] {
  const { uses } = extractImages(sourceText('kustomization.yaml', text), [kustomize], { buildArgs: {} });
  return uses.map(({ path, raw, confidence }) => `${path}: ${raw} ${confidence}`);
}

function generatorIn(text: string) {
  const read = readKustomization(sourceText('k/kustomization.yaml', text));
  const generator = read.ok ? read.value.generators[0] : undefined;
  if (generator === undefined) throw new Error('no generator');
  return generator;
}

describe('literals', () => {
  it.each([
    ['FOO_IMAGE=quay.io/x/y:1', 'quay.io/x/y:1 likely'],
    [`'FOO_IMAGE="quay.io/x/y:1"'`, 'quay.io/x/y:1 likely'],
    ['"FOO_IMAGE=quay.io/x/y:1"', 'quay.io/x/y:1 likely'],
    ['proxy=quay.io/x/y:1', 'quay.io/x/y:1 possible'],
    ['FOO_IMAGE=nginx:1', 'nginx:1 possible'],
    ['ALLOWED_IMAGES=quay.io/x/y:1', 'quay.io/x/y:1 likely'],
  ])('%s', (literal, expected) => {
    expect(found(`configMapGenerator:\n- name: a\n  literals:\n  - ${literal}\n`)).toEqual([
      `configMapGenerator[0].literals[0]: ${expected}`,
    ]);
  });

  it.each(['FOO_IMAGE', '=quay.io/x/y:1', 'FOO_IMAGE=', 'URL=redis:6379', 'IMAGE_PULL_POLICY=Always'])(
    'without an image: %s',
    (literal) => {
      expect(found(`configMapGenerator:\n- {name: a, literals: [${literal}]}\n`)).toEqual([]);
    },
  );

  it('that make one image have its pieces', () => {
    const text = 'secretGenerator:\n- literals: [APP_IMAGE=quay.io/x/y, APP_TAG=v, APP_IMAGE_TAG=2]\n';
    const { uses } = extractImages(sourceText('kustomization.yaml', text), [kustomize], { buildArgs: {} });
    expect(
      uses.map(({ value, pieces, object }) => [value, pieces?.map(({ value }) => value), object]),
    ).toEqual([['quay.io/x/y:2', ['quay.io/x/y', '2'], { apiVersion: 'v1', kind: 'Secret' }]]);
  });

  it('behind an alias stand there, and are edited where they are written', () => {
    const text = 'x: &image A_IMAGE=quay.io/x/y:1\nconfigMapGenerator:\n- name: a\n  literals: [*image]\n';
    const { uses } = extractImages(sourceText('kustomization.yaml', text), [kustomize], { buildArgs: {} });
    expect(
      uses.map(({ raw, pieces }) => [raw, pieces?.map(({ span }) => text.slice(span.start, span.end))]),
    ).toEqual([['*image', ['quay.io/x/y:1']]]);
  });
});

describe('files', () => {
  it('are named with the key that they become, and from the folder of the kustomization', () => {
    const { envs, files } = generatorIn(
      'configMapGenerator:\n- {name: a, env: one.env, envs: [../two.env], files: [a/b.conf, c=../d.txt, "https://e/f"]}\n',
    );
    expect(envs.map(({ path, location }) => [path, location])).toEqual([
      ['configMapGenerator[0].env', { kind: 'local', path: 'k/one.env' }],
      ['configMapGenerator[0].envs[0]', { kind: 'local', path: 'two.env' }],
    ]);
    expect(files.map(({ key, location }) => [key, location])).toEqual([
      ['b.conf', { kind: 'local', path: 'k/a/b.conf' }],
      ['c', { kind: 'local', path: 'd.txt' }],
      ['f', { kind: 'remote', url: 'https://e/f' }],
    ]);
  });

  const generator = generatorIn('configMapGenerator:\n- {name: a}\n');

  it.each([
    ['A_IMAGE=quay.io/x/y:1\n', ['A_IMAGE: quay.io/x/y:1']],
    [
      '# A_IMAGE=quay.io/x/n:1\n\n  A_IMAGE=quay.io/x/y:1\r\nB_IMAGE=quay.io/x/z:1  ',
      ['A_IMAGE: quay.io/x/y:1', 'B_IMAGE: quay.io/x/z:1'],
    ],
    ['A_IMAGE\nA=b=quay.io/x/y:1\n', []],
    ['a.b-image=quay.io/x/y:1\n', ['a.b-image: quay.io/x/y:1']],
  ])('of variables: %j', (text, expected) => {
    const source = sourceText('a.env', text);
    const { uses } = extractImages(source, [envSource(generator)], { buildArgs: {} });
    expect(uses.map(({ path, raw }) => `${path}: ${raw}`)).toEqual(expected);
  });

  it.each([
    ['a: {image: "quay.io/x/y:1"}\n', ['a.image: quay.io/x/y:1']],
    ['docker pull quay.io/x/y:1\n', ['key: quay.io/x/y:1']],
    ['web.image=quay.io/x/y:1\n', ['["web.image"]: quay.io/x/y:1']],
  ])('that are a value: %j', (text, expected) => {
    const source = sourceText('a.txt', text);
    const { uses } = extractImages(source, [dataFile(generator, 'key')], { buildArgs: {} });
    expect(uses.map(({ path, raw }) => `${path}: ${raw}`)).toEqual(expected);
  });

  it('with thousands of variables take time with their length', () => {
    const text = Array.from({ length: 20_000 }, (_, n) => `A${n}_IMAGE=quay.io/x/y:${n}\n`).join('');
    const { uses } = extractImages(sourceText('a.env', text), [envSource(generator)], { buildArgs: {} });
    expect(uses).toHaveLength(20_000);
  });
});
