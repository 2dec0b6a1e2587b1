import { expect, test } from 'vitest';
import { extractImages } from '../../../src/sources/extract.ts';
import { sources } from '../../../src/sources/index.ts';
import { sourceText } from '../../../src/text/index.ts';

const many = 20_000;

/**
 * Files in which one thing stands thousands of times, which took minutes where each was held against all the others. What is
 * asserted is what is read; that it ends within the time that any test has is the rest.
 */
test.each([
  [
    'names with a thousand values each',
    'azure-pipelines.yml',
    `variables:\n${'- name: tag\n  value: v1\n- name: toolImage\n  value: shop/b:$(tag)\n'.repeat(2000)}jobs:\n- job: a\n  container: shop/a:v1\n`,
    ['shop/a:v1', 'shop/b:v1'],
  ],
  [
    'assignments on one line',
    'Jenkinsfile',
    `${"A = 'a' ".repeat(many)}\npipeline { agent { docker { image 'shop/a:1' } } }\n`,
    ['shop/a:1'],
  ],
  [
    'blocks that nobody closes',
    'Jenkinsfile',
    `pipeline { agent { docker { image 'shop/a:1' } }\n${'docker {\n'.repeat(many)}`,
    ['shop/a:1'],
  ],
  ['blank lines', 'tasks.yaml', `steps:\n- cmd: shop/a:1\n${'\n'.repeat(many)}`, ['shop/a:1']],
  ['blank lines in tasks of another tool', 'tasks.yaml', `steps:\n- run: make\n${'\n'.repeat(many)}`, []],
])('%s', (_, path, text, images) => {
  const file = sourceText(path, text);
  const candidates = sources.filter(({ claims }) => claims(path, undefined));
  const context = { buildArgs: {}, neighbours: () => [file], fileAt: () => undefined };
  const { uses } = extractImages(file, candidates, context);
  expect(new Set(uses.map(({ value }) => value))).toEqual(new Set(images));
});
