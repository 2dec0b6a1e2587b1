import { describe, expect, test } from 'vitest';
import { azurePipelines } from '../../../../src/sources/azure-pipelines/index.ts';
import { extractImages } from '../../../../src/sources/extract.ts';
import { sourceText } from '../../../../src/text/index.ts';

function images(text: string, path = 'azure-pipelines.yml'): readonly string[] {
  const { uses, unresolved } = extractImages(sourceText(path, text), [azurePipelines], { buildArgs: {} });
  return [
    ...uses.map(({ value, when }) => (when === undefined ? value : `${value} (${when})`)),
    ...unresolved.map(({ value, reason }) => `${value}? ${reason}`),
  ];
}

const job = (container: string, before = ''): string =>
  `trigger: none\n${before}\njobs:\n- job: a\n  container: ${container}\n  steps: []\n`;

describe('values of a container', () => {
  test.each([
    ['a:1', '', ['a:1']],
    ['a:$(tag)', 'variables: {tag: "1"}', ['a:1']],
    ['a:$(TAG)', 'variables: [{name: tag, value: "1"}]', ['a:1']],
    ['a:${{ variables.tag }}', 'variables: {tag: "1"}', ['a:1']],
    ["a:$[variables['tag']]", 'variables: {tag: "1"}', ['a:1']],
    ['$(a)', 'variables: {a: "b:$(c)", c: "1"}', ['b:1']],
    ['$(a)', 'variables: {a: $(a)}', ['$(a)? $(a) has no value here']],
    [
      'a:$(Build.BuildId)',
      '',
      ['a:$(Build.BuildId)? variable Build.BuildId is known only when the pipeline runs'],
    ],
    ['a:${{ parameters.v }}', 'parameters: {v: "1"}', ['a:1']],
    ["a:${{ parameters['v'] }}", 'parameters: [{name: v, default: "1"}]', ['a:1']],
    ['${{ parameters.c.image }}', 'parameters: [{name: c, type: object, default: {image: "a:1"}}]', ['a:1']],
    ['${{ parameters.c }}', 'parameters: [{name: c, type: object, default: {image: "a:1"}}]', ['a:1']],
    ["${{ coalesce(parameters.c, 'a:1') }}", 'parameters: {c: ""}', ['a:1']],
    ['${{ parameters.c }}', 'parameters: {c: ""}', []],
    [
      "a:${{ format('{0}', 1) }}",
      '',
      ["a:${{ format('{0}', 1) }}? the expression format('{0}', 1) is not evaluated"],
    ],
  ])('%s with %s', (container, before, expected) => {
    expect(images(job(container, before))).toEqual(expected);
  });
});

test('a variable that is set under conditions has each of its values', () => {
  const variables = `variables:
- \${{ if eq(parameters.x, 'a') }}:
  - name: tag
    value: "1"
- \${{ elseif eq(parameters.x, 'b') }}:
  - name: tag
    value: "2"
- \${{ else }}:
  - name: tag
    value: "3"`;
  expect(images(job('a:$(tag)', variables))).toEqual([
    "a:1 (if eq(parameters.x, 'a'))",
    "a:2 (if eq(parameters.x, 'b'))",
    "a:3 (unless eq(parameters.x, 'b'))",
  ]);
});

describe('files', () => {
  test.each([
    ['azure-pipelines.yml', true],
    ['build/azure-pipelines-pr.yaml', true],
    ['.azure-pipelines/jobs/test.yml', true],
    ['.azuredevops/ci.yml', true],
    ['.ado/ci.yml', true],
    ['eng/pipelines/x.yml', true],
    ['deploy/values.yaml', false],
  ])('%s', (path, claimed) => {
    expect(azurePipelines.claims(path, undefined)).toBe(claimed);
  });

  test.each([
    ['a manifest', 'apiVersion: v1\nkind: Pod\nresources: {}\nsteps: [{image: a}]'],
    ['a compose file', 'services: {a: {image: "a:1"}}\nvariables: {}'],
    ['a plain document', 'image: a:1'],
    ['a values file', 'jobs: [{name: a, image: "a:1"}]\nresources: {limits: {}}\nvariables: {}'],
    ['a list of steps of another kind', 'steps: [{name: a, container: "a:1"}]'],
  ])('%s among pipelines is left to others', (_, text) => {
    expect(azurePipelines.extract(sourceText('pipelines/a.yml', text), { buildArgs: {} })).toBeUndefined();
  });
});

test('the image of a pool is a machine', () => {
  expect(
    images(
      'trigger: none\npool: {vmImage: ubuntu-latest, image: windows.vs2026.amd64}\nsteps: [{script: ls}]',
    ),
  ).toEqual([]);
});

test('a parameter that names itself many times comes to an end', () => {
  const names = '${{ parameters.a }} '.repeat(20);
  expect(images(job('${{ parameters.a }}', `parameters: {a: '${names}'}`))).toEqual([
    expect.stringMatching(/\? its variables come to more text than any image has$/),
  ]);
});
