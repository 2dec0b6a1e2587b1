import { expect, test } from 'vitest';
import { cloudBuildElsewhere } from '../../../../src/sources/cloud-build/index.ts';
import { extractImages } from '../../../../src/sources/extract.ts';
import { sourceText } from '../../../../src/text/index.ts';

function imagesIn(text: string): readonly string[] {
  const { uses } = extractImages(sourceText('ci/test.yaml', text), [cloudBuildElsewhere], { buildArgs: {} });
  return uses.map(({ raw }) => raw);
}

const steps = "steps:\n  - name: bash\n    args: ['-c', 'true']\n  - name: 'gcr.io/cloud-builders/docker'\n";

test('a build is one whatever its file is called', () => {
  expect(imagesIn(`${steps}timeout: 600s\n`)).toEqual(['bash', 'gcr.io/cloud-builders/docker']);
});

test.each([
  ['without a field of builds', steps],
  ['with a field that builds do not have', `${steps}timeout: 600s\njobs: []\n`],
  ['whose steps run something', `${steps}  - { name: a, run: make }\ntimeout: 600s\n`],
  ['whose steps have no name', `${steps}  - { args: [] }\ntimeout: 600s\n`],
  ['whose steps are named in words', 'steps:\n  - name: Checkout\ntimeout: 600s\n'],
])('steps %s are none', (_, text) => {
  expect(imagesIn(text)).toEqual([]);
});
