import { expect, test } from 'vitest';
import { azurePipelines } from '../../../../src/sources/azure-pipelines/index.ts';
import { extractImages } from '../../../../src/sources/extract.ts';
import { sourceText } from '../../../../src/text/index.ts';

function images(files: Readonly<Record<string, string>>): readonly string[] {
  const texts = Object.entries(files).map(([path, text]) => sourceText(path, text));
  const [main = sourceText('', '')] = texts;
  const { uses, unresolved } = extractImages(main, [azurePipelines], {
    buildArgs: {},
    fileAt: (path) => texts.find((text) => text.path === path),
  });
  return [
    ...uses.map(({ path, value, when = '' }) => `${path}: ${value} ${when}`.trim()),
    ...unresolved.map(({ path, code, value }) => `${path}: ${code} ${value}`),
  ];
}

const job = 'parameters: {image: ""}\njobs:\n- job: a\n  container: $' + '{{ parameters.image }}\n';

test.each([
  ['job.yml', ['jobs[0].parameters.image: quay.io/x/y:1']],
  ['./job.yml', ['jobs[0].parameters.image: quay.io/x/y:1']],
  ['/ci/job.yml', ['jobs[0].parameters.image: quay.io/x/y:1']],
  ['job.yml@self', ['jobs[0].parameters.image: quay.io/x/y:1']],
  ['absent.yml', ['jobs[0].parameters.image: quay.io/x/y:1']],
  ['../../job.yml', ['jobs[0].parameters.image: quay.io/x/y:1']],
  [
    'job.yml@other',
    ['jobs[0].parameters.image: quay.io/x/y:1', 'jobs[0].template: not-visible job.yml@other'],
  ],
])('the template %s', (name, expected) => {
  const main = `jobs:\n- template: ${name}\n  parameters: {image: "quay.io/x/y:1"}\n`;
  expect(images({ 'ci/azure-pipelines.yml': main, 'ci/job.yml': job })).toEqual(expected);
});

test('conditions of both files hold together', () => {
  const main = `jobs:\n- $${'{{ if a }}'}:\n  - template: job.yml\n    parameters: {image: x/y:1}\n`;
  const inner = job
    .replace('- job', `- $${'{{ if b }}'}:\n  - job`)
    .replace('\n  container', '\n    container');
  expect(images({ 'azure-pipelines.yml': main, 'job.yml': inner })).toEqual([
    'jobs[0][0].parameters.image: x/y:1 if a and if b',
  ]);
});

test('templates that include each other end', () => {
  const steps = (other: string): string =>
    `parameters: {image: ""}\nsteps:\n- template: ${other}\n  parameters: {image: "$${'{{ parameters.image }}'}"}\n- template: ${other}\n  parameters: {image: "$${'{{ parameters.image }}'}"}\n- script: docker run $${'{{ parameters.image }}'}\n`;
  const main = 'steps:\n- template: a.yml\n  parameters: {image: "quay.io/x/y:1"}\n';
  expect(images({ 'azure-pipelines.yml': main, 'a.yml': steps('b.yml'), 'b.yml': steps('a.yml') })).toEqual([
    'steps[0].parameters.image: quay.io/x/y:1',
  ]);
});
