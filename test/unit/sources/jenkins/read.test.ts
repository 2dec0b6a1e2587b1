import { describe, expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { jenkins } from '../../../../src/sources/jenkins/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

/** `image`, with its purpose where that is no pull, its condition, or what is not known of it. */
function images(text: string): readonly string[] {
  const { uses, unresolved } = extractImages(sourceText('Jenkinsfile', text), [jenkins], { buildArgs: {} });
  return [
    ...uses.map(({ value, purpose, when }) => {
      const condition = when === undefined ? '' : ` (${when})`;
      return `${purpose === 'pull' ? '' : `${purpose} `}${value}${condition}`;
    }),
    ...unresolved.map(({ value, reason }) => `${value}? ${reason}`),
  ];
}

describe('agents', () => {
  test.each([
    ["agent { docker 'a:1' }", ['a:1']],
    ['agent { docker { image "a:1"; label "x" } }', ['a:1']],
    ["agent { dockerContainer { image 'a:1' } }", ['a:1']],
    [
      "agent { docker { image 'a/b:1'\n registryUrl 'https://r.example.org:5000/v2' } }",
      ['r.example.org:5000/a/b:1'],
    ],
    [
      "agent { docker { image 'r.example.org/a:1'\n registryUrl 'https://r.example.org' } }",
      ['r.example.org/a:1'],
    ],
    ["agent { dockerfile { filename 'Dockerfile.ci' } }", []],
    ['agent { dockerfile true }', []],
    ["agent { label 'a:1' }", []],
    ["agent { kubernetes { containerTemplate { name 'x'\n image 'a:1' } } }", ['a:1']],
    ["agent { kubernetes { yamlFile 'pod.yaml' } }", []],
    ["agent { kubernetes { yaml '''\nspec:\n  containers:\n  - image: a:1\n''' } }", ['a:1']],
  ])('%s', (text, expected) => {
    expect(images(`pipeline { ${text} }`)).toEqual(expected);
  });
});

describe('scripts', () => {
  test.each([
    ["docker.image('a:1').inside { }", ['a:1']],
    ["docker.image('a:1').push()", ['push a:1']],
    ["docker.image('a:1').tag('b')", ['push a:1']],
    ["def i = docker.image('a:1')\ni.pull()", ['a:1']],
    ["docker.build('a/b:1')\ndocker.image('a/b:1').inside { }", ['push a/b:1']],
    [
      "docker.withRegistry('https://r.example.org') { docker.image('a:1').pull() }\ndocker.image('b:1').pull()",
      ['r.example.org/a:1', 'b:1'],
    ],
    ["docker.withRegistry('', 'id') { docker.image('a:1').pull() }", ['a:1']],
    [
      "docker.withRegistry('https://index.docker.io/v1/', 'id') { docker.image('a/b:1').pull() }",
      ['index.docker.io/a/b:1'],
    ],
    ["containerTemplate(name: 'x', image: 'a:1')", ['a:1']],
    ["// docker.image('a:1')\n/* docker.image('b:1') */ node { }", []],
    ['echo "docker.image(\'a:1\')"\nnode { }', []],
  ])('%s', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

describe('values', () => {
  test.each([
    ['def v = \'1\'\ndocker.image("a:$v")', ['a:1']],
    ["def v = '1'\ndocker.image('a:' + v)", ['a:1']],
    ['env.V = \'1\'\ndocker.image("a:${env.V}")', ['a:1']],
    ['environment { V = \'1\' }\ndocker.image("a:${V}")', ['a:1']],
    ["parameters { string(defaultValue: '1', name: 'V') }\ndocker.image(\"a:${params.V}\")", ['a:1']],
    [
      "choice(name: 'V', choices: ['1', '2'])\ndocker.image(\"a:${params.V}\")",
      ['a:1', 'a:2 (params.V = 2)'],
    ],
    ["matrix { axes { axis { name 'V'\n values '1', '2' } } }\ndocker.image(\"a:${V}\")", ['a:1', 'a:2']],
    ["docker.image(params.X ?: 'a:1')", ['a:1']],
    ["docker.image(x ? 'a:1' : 'a:2')", ['a:1 (if x)', 'a:2 (unless x)']],
    ["def m = [x: 'a:1', 'y': 'a:2']\ndocker.image(m['y'])", ['a:2']],
    ["def m = [x: 'a:1', y: 'a:2']\ndocker.image(m[k])", ['a:1', 'a:2']],
    ["def v = '1'\nv = '2'\ndocker.image(\"a:$v\")", ['a:1', 'a:2']],
    ['def v = v\ndocker.image("a:$v")', ['a:$v? variable v has no value here']],
    ['docker.image(name())', ['name()? the expression name() is not evaluated']],
    ["def v = '1'\nif (v == '2') { }\ndocker.image(\"a:$v\")", ['a:1']],
  ])('%s', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });
});

test('a Groovy program that is no pipeline is not read', () => {
  const source = sourceText('src/Image.groovy', "class A { String image = 'ghcr.io/a/b:1' }");
  expect(jenkins.extract(source, { buildArgs: {} })).toBeUndefined();
});
