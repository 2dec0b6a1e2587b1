import { describe, expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { gitlabCi } from '../../../../src/sources/gitlab-ci/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

type Files = Readonly<Record<string, string>>;

function read(text: string, path = '.gitlab-ci.yml', files: Files = {}): readonly string[] {
  const source = sourceText(path, text);
  const { uses, unresolved } = extractImages(source, [gitlabCi], {
    buildArgs: {},
    fileAt: (other) => (files[other] === undefined ? undefined : sourceText(other, files[other])),
  });
  for (const { span, raw } of [...uses, ...unresolved]) expect(slice(source, span)).toBe(raw);
  for (const { pieces = [] } of uses) {
    for (const piece of pieces.filter(({ file }) => file === undefined))
      expect(slice(source, piece.span)).toBe(piece.value);
  }
  return [
    ...uses.map((use) => `${use.path} ${use.value}`),
    ...unresolved.map((use) => `${use.path} ${use.value} (${use.reason})`),
  ];
}

const job = (lines: string): string => `j:\n  script: x\n${lines.replace(/^/gm, '  ')}\n`;

describe('places', () => {
  test.each([
    ['image: a:1\n', ['image a:1']],
    ['image:\n  name: a:1\n  entrypoint: [""]\n', ['image.name a:1']],
    ['services: [a:1, { name: b:2, alias: c }]\n', ['services[0] a:1', 'services[1].name b:2']],
    ['default: { image: a:1, services: [b:2] }\n', ['default.image a:1', 'default.services[0] b:2']],
    [job('image: a:1\nservices:\n  - b:2'), ['j.image a:1', 'j.services[0] b:2']],
    ['pages:\n  image: a:1\n  script: x\n', ['pages.image a:1']],
    ['.hidden:\n  image: a:1\n', ['[".hidden"].image a:1']],
    ['.a: &a\n  image: a:1\nb:\n  <<: *a\n  script: x\n', ['[".a"].image a:1']],
    ['.i: &i a:1\nb:\n  image: *i\n', ['b.image a:1']],
    ['.d:\n  x: &x\n    image: a:1\nb:\n  <<: *x\n', ['b.image a:1']],
    ['b:\n  image: !reference [.a, image]\n  services: !reference [.a, services]\n', []],
    ['b:\n  image: ""\n  services: []\n', []],
    ['stages: [image]\ncache: { key: image }\nb: { image: a:1 }\n', ['b.image a:1']],
    ['spec:\n  inputs: { i: { default: a:1 } }\n---\nb:\n  image: $[[ inputs.i ]]\n', ['b.image a:1']],
    ['b: { image: a:1 }\nb: { image: b:2 }\n', ['b.image b:2']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('variables', () => {
  test.each([
    ['variables: { V: a:1 }\nj: { image: $V }\n', ['j.image a:1']],
    ['variables: { V: a:1 }\nj: { image: "${V}" }\n', ['j.image a:1']],
    ['variables: { V: a:1 }\nj: { image: "%V%" }\n', ['j.image a:1']],
    ['variables: { V: { value: a:1, description: x } }\nj: { image: $V }\n', ['j.image a:1']],
    ['variables: { V: $W, W: a:1 }\nj: { image: $V }\n', ['j.image a:1']],
    ['variables: { V: a:1 }\nj: { image: $V, variables: { V: b:2 } }\n', ['j.image b:2']],
    ['.b: { image: "a:$V" }\nc: { extends: .b, variables: { V: 1 } }\n', ['[".b"].image a:1']],
    [
      '.b: { image: "a:$V", variables: { V: 0 } }\nc: { extends: .b, variables: { V: 1 } }\nd: { extends: .b }\n',
      ['[".b"].image a:1', '[".b"].image a:0'],
    ],
    [
      'variables: { V: "1" }\nimage: "a:$V"\nj: { script: x, variables: { V: "2" } }\nk: { image: z, variables: { V: "3" } }\n',
      ['image a:1', 'image a:2', 'k.image z'],
    ],
    [
      'j:\n  image: a:$V\n  rules: [{ if: $X, variables: { V: "2" } }]\n  variables: { V: "1" }\n',
      ['j.image a:1', 'j.image a:2'],
    ],
    ['j:\n  image: $V\n  parallel: { matrix: [{ V: [a:1, b:2] }] }\n', ['j.image a:1', 'j.image b:2']],
    ['j: { image: "$V" }\n', ['j.image  (variable V has no value here)']],
    [
      'j: { image: "$CI_REGISTRY/a:1" }\n',
      ['j.image /a:1 (CI_REGISTRY is set by GitLab when the pipeline runs)'],
    ],
    ['j: { image: "$CI_TEMPLATE_REGISTRY_HOST/a/b:1" }\n', ['j.image registry.gitlab.com/a/b:1']],
    ['variables: { V: $V }\nj: { image: $V }\n', ['j.image  (its variables name each other without end)']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('what stands behind the dependency proxy is told with what is known of it', () => {
    const [found] = read('j: { image: "${CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX}/alpine:3" }\n');
    expect(found).toMatch(/^j\.image alpine:3 \(GitLab's dependency proxy/);
  });

  test('an image of a matrix stands where its value does', () => {
    const text = 'j:\n  image: $V\n  parallel: { matrix: [{ V: [a:1, b:2] }] }\n';
    const { uses } = extractImages(sourceText('.gitlab-ci.yml', text), [gitlabCi], { buildArgs: {} });
    expect(uses.map(({ raw }) => raw)).toEqual(['a:1', 'b:2']);
  });

  test('variables of included files, and of the pipeline that includes the file', () => {
    const root = 'include: [{ local: /ci/v.yml }, ci/b.yml]\nvariables: { W: w:1 }\n';
    const files = { '.gitlab-ci.yml': root, 'ci/v.yml': 'variables: { V: v:1 }\n' };
    expect(read('j: { script: x, image: $V, services: [$W] }\n', 'ci/b.yml', files)).toEqual([
      'j.image v:1',
      'j.services[0] w:1',
    ]);
  });
});

describe('scripts', () => {
  test.each([
    [
      job('before_script: [A=a:1]\nservices: []').replace('script: x', 'script: [docker pull $A]'),
      ['j.script[0]!docker pull a:1'],
    ],
    ['j:\n  script:\n    - x\n    - |\n      y\n      docker pull a:1\n', ['j.script[1]!docker pull a:1']],
    ['j:\n  variables: { A: a:1 }\n  script: docker pull $A\n', ['j.script!docker pull a:1']],
    ['j:\n  script: [docker build -t $CI_X ., docker run $CI_X]\n', []],
    [
      '.s: &s [docker pull a:1]\nj:\n  script:\n    - *s\n    - docker pull b:1\n',
      ['j.script[0][0]!docker pull a:1', 'j.script[1]!docker pull b:1'],
    ],
    ['j:\n  script: [!reference [.s, script], docker pull b:1]\n', ['j.script[1]!docker pull b:1']],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
});

describe('files', () => {
  test.each([
    ['.gitlab-ci.yml', true],
    ['sub/.gitlab-ci.yaml', true],
    ['ci/build.gitlab-ci.yml', true],
    ['.gitlab/ci/build.yml', true],
    ['ci/build.yml', true],
    ['templates/scan.yml', true],
    ['templates/scan/template.yml', true],
    ['deploy.yml', false],
  ])('%s', (path, claimed) => {
    expect(gitlabCi.claims(path, undefined)).toBe(claimed);
  });

  test('templates of a chart are none', () => {
    expect(gitlabCi.claims('templates/web.yml', '')).toBe(false);
  });

  test.each([
    'apiVersion: v1\nkind: Pod\nspec: { containers: [{ image: a }] }\n',
    'image: a:1\n',
    '- image: a\n',
  ])('another kind of file in its folders is left to others: %j', (text) => {
    expect(gitlabCi.extract(sourceText('ci/x.yml', text), { buildArgs: {} })).toBeUndefined();
  });
});
