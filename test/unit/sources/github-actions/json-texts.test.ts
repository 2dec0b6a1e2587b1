import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { githubActions } from '../../../../src/sources/github-actions/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

function images(text: string): readonly string[] {
  const source = sourceText('.github/workflows/ci.yml', text);
  const { uses } = extractImages(source, [githubActions], { buildArgs: {} });
  return uses.map(
    ({ path, value, confidence, span }) => `${path} ${value} ${confidence} «${slice(source, span)}»`,
  );
}

test('lists and maps in JSON that go to another workflow are told where each image stands', () => {
  const text = `on: push
env:
  TARGETS: '{"base": "ghcr.io/shop/base:1", "name": "shop/web:1"}'
jobs:
  a:
    uses: ./.github/workflows/build.yml
    with:
      images: |
        ["debian:12",
         "quay.io/shop/web:2"]
      jobs: '[{"image": "alpine:3.20", "shell": "sh:1"}]'
      containers: '["node:22", "not an image"]'
      versions: '["12:1", "shop/tool:1"]'
`;
  expect(images(text)).toEqual([
    'env.TARGETS ghcr.io/shop/base:1 possible «ghcr.io/shop/base:1»',
    'jobs.a.with.images debian:12 possible «debian:12»',
    'jobs.a.with.images quay.io/shop/web:2 possible «quay.io/shop/web:2»',
    'jobs.a.with.jobs alpine:3.20 possible «alpine:3.20»',
    'jobs.a.with.containers node:22 possible «node:22»',
  ]);
});

test('the image of a container in JSON is told where it stands in the expression', () => {
  const text = `on: push
jobs:
  a:
    container: \${{ fromJSON('{"image":"golang:1.23"}') }}
`;
  expect(images(text)).toEqual(['jobs.a.container.image golang:1.23 certain «golang:1.23»']);
});
