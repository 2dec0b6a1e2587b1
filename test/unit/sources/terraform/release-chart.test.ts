import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { terraform } from '../../../../src/sources/terraform/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

function charts(body: string): readonly unknown[] {
  const source = sourceText('main.tf', `resource "helm_release" "web" {\n  name = "web"\n${body}\n}\n`);
  const { uses } = extractImages(source, [terraform], { buildArgs: {} });
  return uses.map(({ path, value, inheritsTag, pieces = [] }) => [
    path,
    value,
    inheritsTag === true,
    pieces.map(({ role, span }) => `${role} ${slice(source, span)}`),
  ]);
}

const path = 'resource.helm_release.web.chart';

test.each([
  [
    'below an address',
    'repository = "oci://ghcr.io/a/"\nchart = "web"\nversion = "1.2.3"',
    [path, 'ghcr.io/a/web:1.2.3', false, ['registry ghcr.io', 'repository a', 'repository web', 'tag 1.2.3']],
  ],
  [
    'an address of its own, with a range of versions',
    'chart = "oci://ghcr.io/a/web"\nversion = "~> 1.2"',
    [path, 'ghcr.io/a/web', true, ['reference ghcr.io/a/web']],
  ],
])('a chart that a registry holds is pulled: %s', (_, body, expected) => {
  expect(charts(body)).toEqual([expected]);
});

test.each([
  'repository = "https://charts.example.com"\nchart = "web"',
  'repository = "oci://${var.registry}/a"\nchart = "web"',
  'chart = "./charts/web"',
])('nothing for %j', (body) => {
  expect(charts(body)).toEqual([]);
});
