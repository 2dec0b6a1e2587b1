import { describe, expect, it } from 'vitest';
import { positionAt } from '../../../src/text/index.ts';
import { kustomization } from './support.ts';

function problems(text: string): string[] {
  const read = kustomization(text);
  return read.problems.map(({ span, message }) => {
    const { line, column } = positionAt(read.source, span.start);
    return `${line}:${column} ${message}`;
  });
}

const refused = 'kustomize refuses the file';
const unknown = `${refused}; not all of its images are known`;

/** Each of these was given to kubectl 1.32 (kustomize 5.5), which refuses it. */
describe('what is of another type than kustomize expects', () => {
  it.each([
    ['resources: p.yaml', `1:12 resources is no list: ${unknown}`],
    ['resources: ""', `1:12 resources is no list: ${unknown}`],
    ['resources: {a: p.yaml}', `1:12 resources is no list: ${unknown}`],
    ['resources: [p.yaml, 5]', `1:21 resources[1] is no string unless quoted: ${unknown}`],
    ['resources: [p.yaml, y]', `1:21 resources[1] is no string unless quoted: ${unknown}`],
    ['resources: [p.yaml, {a: b}]', `1:21 resources[1] is no string: ${unknown}`],
    ['resources: [p.yaml, ~]', `1:21 resources[1] is empty: ${unknown}`],
    ['resources: [p.yaml, ""]', `1:21 resources[1] is empty: ${unknown}`],
    ['RESOURCES: p.yaml', `1:12 resources is no list: ${unknown}`],
    ['components: foo', `1:13 components is no list: ${unknown}`],
    ['generators: nope.yaml', `1:13 generators is no list: ${unknown}`],
    ['transformers: [{a: b}]', `1:16 transformers[0] is no string: ${unknown}`],
    ['configurations: foo', `1:17 configurations is no list: ${refused}`],
    ['configurations: [~]', `1:18 configurations[0] is empty: ${refused}`],
    ['images: foo', `1:9 images is no list: ${refused}`],
    ['images: ""', `1:9 images is no list: ${refused}`],
    ['images: {name: a}', `1:9 images is no list: ${refused}`],
    ['images: [foo]', `1:10 images[0] is no map: ${refused}`],
    ['images: [""]', `1:10 images[0] is no map: ${refused}`],
    ['imageTags: foo', `1:12 imageTags is no list: ${refused}`],
    ['patches: foo', `1:10 patches is no list: ${unknown}`],
    ['patches: [foo]', `1:11 patches[0] is no map: ${unknown}`],
    ['patches: [{path: [a]}]', `1:18 patches[0].path is no string: ${unknown}`],
    ['patches: [{target: foo, path: a.yaml}]', `1:20 patches[0].target is no map: ${unknown}`],
    ['patches: [{target: {kind: Pod}}]', `1:11 patches[0] has neither path nor patch: ${refused}`],
    ['patches: [{path: a.yaml, patch: "[]"}]', `1:11 patches[0] has both path and patch: ${refused}`],
    ['patchesStrategicMerge: p.yaml', `1:24 patchesStrategicMerge is no list: ${unknown}`],
    ['patchesStrategicMerge: [{a: b}]', `1:25 patchesStrategicMerge[0] is no string: ${unknown}`],
    ['patchesJson6902: foo', `1:18 patchesJson6902 is no list: ${unknown}`],
    ['helmCharts: foo', `1:13 helmCharts is no list: ${unknown}`],
    ['helmCharts: [foo]', `1:14 helmCharts[0] is no map: ${unknown}`],
    ['replacements: foo', `1:15 replacements is no list: ${unknown}`],
    ['kind: [a]', `1:7 kind is no string: ${refused}`],
    ['kind: Pod', `1:7 kind is Pod, neither Kustomization nor Component: ${refused}`],
    ['namePrefix: 5', `1:13 namePrefix is no string unless quoted: ${refused}`],
    ['commonLabels: foo', `1:15 commonLabels is no map: ${refused}`],
  ])('%s', (text, expected) => {
    expect(problems(`${text}\n`)).toEqual([expected]);
  });

  it('is told where an alias brings it in', () => {
    expect(problems('namespace: &a foo\nresources: *a\n')).toEqual([`2:12 resources is no list: ${unknown}`]);
  });
});

/** Whatever else kustomize may have against it. */
describe('what is of the right type, or of a field that is not known', () => {
  it.each([
    'resources: ~\nnamespace: a',
    'images: [~]',
    'generators: [~]',
    'kind: Component\nmetadata: {name: a}',
    'kind: ""',
    'resources: ["5", "y", a.yaml]\ncommonLabels: ~',
    'patches: [{path: a.yaml, target: ~}, {patch: "[]", target: {kind: Pod}}]',
    'spec: {path: ./apps}\nresource: foo',
  ])('%s', (text) => {
    expect(problems(`${text}\n`)).toEqual([]);
  });
});
