import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { githubActions } from '../../../../src/sources/github-actions/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function images(text: string): readonly string[] {
  const source = sourceText('.github/workflows/ci.yml', text);
  const { uses } = extractImages(source, [githubActions], { buildArgs: {} });
  return uses.map(({ path, value, purpose, confidence }) => `${path} ${value} ${purpose} ${confidence}`);
}

test('variables of a workflow, a job and a step that can be nothing but images are possible ones', () => {
  const text = `on: push
env:
  BASE_IMAGE: ghcr.io/shop/base:1
  REGISTRY: ghcr.io/shop
  NAME: shop/web:1
jobs:
  a:
    runs-on: ubuntu-latest
    env: { OLD_IMAGE: "ghcr.io/shop/web:0.9" }
    steps:
      - run: make e2e
        env: { NEW_IMAGE: "\${{ env.REGISTRY }}/web:1.0" }
`;
  expect(images(text)).toEqual([
    'env.BASE_IMAGE ghcr.io/shop/base:1 pull possible',
    'jobs.a.env.OLD_IMAGE ghcr.io/shop/web:0.9 pull possible',
    'jobs.a.steps[0].env.NEW_IMAGE ghcr.io/shop/web:1.0 pull possible',
  ]);
});

test('what a command or a container uses is told there, and what is built is pulled from nowhere', () => {
  const text = `on: push
env:
  TOOL_IMAGE: ghcr.io/shop/tool:1
  OWN_IMAGE: ghcr.io/shop/own:1
jobs:
  a:
    container: \${{ env.TOOL_IMAGE }}
    steps:
      - run: docker build -t "$OWN_IMAGE" .
`;
  expect(images(text)).toEqual([
    'jobs.a.container ghcr.io/shop/tool:1 pull certain',
    'jobs.a.steps[0].run!docker build ghcr.io/shop/own:1 push possible',
  ]);
});
