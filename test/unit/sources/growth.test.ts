import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { compileSegment } from '../../../src/host/ignore/segment.ts';
import { bicep } from '../../../src/sources/bicep/index.ts';
import { bitbucketPipelines } from '../../../src/sources/bitbucket-pipelines/index.ts';
import { cloudformation } from '../../../src/sources/cloudformation/index.ts';
import { earthfile } from '../../../src/sources/earthfile/index.ts';
import { pulumi } from '../../../src/sources/pulumi/index.ts';
import type { Source } from '../../../src/sources/source.ts';
import { terraform } from '../../../src/sources/terraform/index.ts';
import { sourceText } from '../../../src/text/index.ts';
import { arrayWork } from '../../support/array-work.ts';

const numbered = (times: number, line: (n: number) => string): string =>
  Array.from({ length: times }, (_, n) => line(n)).join('');

/** Texts that took time with the square of their length, by how often they repeat what they do. */
const texts: readonly (readonly [string, Source, string, (times: number) => string])[] = [
  ['steps into one value', bicep, 'main.bicep', (times) => `param image string = a${'[b]'.repeat(times)}\n`],
  [
    'images in the manifest of one resource',
    terraform,
    'main.tf',
    (times) =>
      `resource "kubernetes_manifest" "a" {\n  manifest = {\n    apiVersion = "v1"\n    kind = "Pod"\n    spec = { containers = [\n${numbered(times, (n) => `      { name = "a${n}", image = "example.org/a:${n}" },\n`)}    ] }\n  }\n}\n`,
  ],
  [
    'comments that nothing closes',
    terraform,
    'main.tf',
    (times) => `resource "kubernetes_manifest" "a" {}\n${'/*\n'.repeat(times)}`,
  ],
  [
    'blocks within blocks',
    earthfile,
    'Earthfile',
    (times) => `a:\n${'  WITH DOCKER --pull redis:7\n'.repeat(times)}`,
  ],
  [
    'conditions within conditions',
    earthfile,
    'Earthfile',
    (times) => `a:\n${'  IF [ "$a" = "b" ]\n  FROM redis:7\n'.repeat(times)}`,
  ],
];

test('the work is that of the elements', () => {
  const list = [1, 2, 3];
  expect(arrayWork(() => [...list, ...list.map(String), ...list.slice(2)])).toBe(3 + 3 + 3 + 1 + 1);
  expect(arrayWork(() => list.length)).toBe(0);
  expect(arrayWork(() => 'abcdef'.indexOf('e', 1) + 'abcdef'.indexOf('z', 4))).toBe(3 + 2);
});

describe('four times the text is about four times the work', () => {
  test.each(texts)('%s (%#)', (_, { extract }, path, textOf) => {
    const work = (times: number): number => {
      const source = sourceText(path, textOf(times));
      return arrayWork(() => extract(source, { buildArgs: {} }));
    };
    const [less, more] = [work(100), work(400)];
    expect(more).toBeLessThan(5 * Math.max(less, 400));
  });
});

test('a target sees the variables before the first one, and no target those of another', () => {
  const text =
    'ARG base=redis\na:\n  ARG tag=1\n  FROM $base:$tag\nb:\n  ARG tag=2\n  ARG base=nginx\n  FROM $base:$tag\nc:\n  FROM $base:$tag\n';
  const { found } = earthfile.extract(sourceText('Earthfile', text), { buildArgs: {} }) ?? {};
  expect(found?.map(({ value }) => value)).toEqual(['redis:1', 'nginx:2', 'redis:']);
});

test('of many conditions the first are told', () => {
  const depth = 14;
  const text = `a:\n${numbered(depth, (n) => `  IF ${n}\n`)}  FROM redis:7\n`;
  const [image] = earthfile.extract(sourceText('Earthfile', text), { buildArgs: {} })?.found ?? [];
  expect(image?.when).toBe(`${Array.from({ length: 10 }, (_, n) => `IF ${n}`).join(' and ')} and more`);
});

test('a command of a hundred thousand words is read', () => {
  const words = 'redis '.repeat(150_000);
  const text = `pipelines:\n  default:\n    - step:\n        script:\n          - docker run ${words}\n`;
  const { found } =
    bitbucketPipelines.extract(sourceText('bitbucket-pipelines.yml', text), { buildArgs: {} }) ?? {};
  expect(found?.map(({ value }) => value)).toEqual(['redis']);
});

test('a pattern of a hundred thousand characters is one', () => {
  const suffix = 'a'.repeat(200_000);
  expect(compileSegment(`*${suffix}`)?.(`b${suffix}`)).toBe(true);
});

test('no list of any length is handed over as arguments, on the stack', () => {
  const folders = ['formats', 'sources', 'scan', 'kustomize', 'helm', 'audit', 'rewrite'];
  const spread = folders.flatMap((folder) => {
    const root = new URL(`../../../src/${folder}/`, import.meta.url);
    return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (path) =>
        path.endsWith('.ts') &&
        /\.(?:push|unshift|fromCharCode)\(\s*\.\.\./.test(readFileSync(new URL(path, root), 'utf8')),
    );
  });
  expect(spread).toEqual([]);
});

describe('texts that double with every step are given up', () => {
  const steps = 40;
  const reasonOf = ({ extract }: Source, path: string, text: string): string | undefined =>
    extract(sourceText(path, text), { buildArgs: {} })?.found[0]?.unresolved?.reason;

  test('variables of Pulumi', () => {
    const variables = numbered(steps, (n) => `  a${n + 1}: \${a${n}}\${a${n}}\n`);
    const text = `runtime: yaml\nvariables:\n  a0: x\n${variables}resources:\n  c:\n    type: docker:Container\n    properties:\n      image: redis:\${a${steps}}\n`;
    expect(reasonOf(pulumi, 'Pulumi.yaml', text)).toBe('it is made of too many pieces');
  });

  test('substitutions of CloudFormation', () => {
    const image = `${'!Sub ["${a}${a}", {a: '.repeat(steps)}x${'}]'.repeat(steps)}`;
    const text = `Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Image: ${image}\n`;
    expect(reasonOf(cloudformation, 'stack.yaml', text)).toBe('it is made of too many pieces');
  });
});
