import { describe, expect, test } from 'vitest';
import { circleci } from '../../../../src/sources/circleci/index.ts';
import { extractImages } from '../../../../src/sources/extract.ts';
import { sourceText } from '../../../../src/text/index.ts';

function images(text: string): readonly string[] {
  const source = sourceText('.circleci/config.yml', text);
  const { uses, unresolved } = extractImages(source, [circleci], { buildArgs: {} });
  return [
    ...uses.map(({ value, when }) => (when === undefined ? value : `${value} (${when})`)),
    ...unresolved.map(({ value, reason }) => `${value}? ${reason}`),
  ];
}

const job = (parameter: string, workflow: string): string => `
jobs:
  a:
    parameters: {v: ${parameter}}
    docker: [{image: "a:<<parameters.v>>"}]
workflows:
  w:
    jobs:
      - ${workflow}
`;

describe('values of a parameter of a job', () => {
  test.each([
    ['{type: string, default: "1"}', 'a', ['a:1']],
    ['{type: string, default: "1"}', 'a: {v: "2"}', ['a:2']],
    ['{type: string}', 'a: {matrix: {parameters: {v: ["1", "2"]}}}', ['a:1', 'a:2']],
    ['{type: enum, enum: ["1", "2"], default: "2"}', 'a', ['a:2', 'a:1 (v = 1)']],
    ['{type: string}', 'a', ['a:<<parameters.v>>? parameters.v has no value here']],
    [
      '{type: string}',
      'a: {v: << pipeline.git.tag >>}',
      ['a:<< pipeline.git.tag >>? pipeline.git.tag is known only when the pipeline runs'],
    ],
  ])('%s in %s', (parameter, workflow, expected) => {
    expect(images(job(parameter, workflow))).toEqual(expected);
  });
});

test('what jobs give to executors goes through their own parameters', () => {
  const text = `
executors:
  e:
    parameters: {tag: {type: string}}
    docker: [{image: "e:<< parameters.tag >>"}]
jobs:
  a:
    parameters: {v: {type: string, default: "1"}}
    executor: {name: e, tag: "<< parameters.v >>-slim"}
  b:
    executor: {name: e, tag: "2"}
workflows: {w: {jobs: [a, {a: {name: other, v: "3"}}]}}
`;
  expect(images(text)).toEqual(['e:3-slim', 'e:1-slim', 'e:2']);
});

test('jobs of an orb that is written into the file are used by its name', () => {
  const text = `
orbs:
  own:
    jobs:
      test:
        parameters: {v: {type: string}}
        docker: [{image: "a:<< parameters.v >>"}]
workflows: {w: {jobs: [{own/test: {v: "7"}}]}}
`;
  expect(images(text)).toEqual(['a:7']);
});

test('two merge keys in one map are read, as CircleCI does', () => {
  const text = `
a: &a {docker: [{image: "a:1"}]}
b: &b {resource_class: small}
jobs:
  x:
    <<: *a
    <<: *b
`;
  expect(images(text)).toEqual(['a:1']);
});
