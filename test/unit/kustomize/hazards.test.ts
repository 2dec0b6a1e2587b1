import { describe, expect, it } from 'vitest';
import { imagesHazards, patchHazards } from '../../../src/kustomize/index.ts';
import { slice, sourceText } from '../../../src/text/index.ts';
import { kustomization } from './support.ts';

function hazards(spec: string, kind = 'Custom'): string[] {
  const source = sourceText(
    'cr.yaml',
    `apiVersion: example.com/v1\nkind: ${kind}\nmetadata: {name: c}\nspec: ${spec}\n`,
  );
  return imagesHazards(source).map(({ span }) => slice(source, span));
}

/** Each of these was built with an images entry that matches nothing of it, by kustomize 4.5.4 and 5.8.1. */
describe('objects that break a build with images', () => {
  it.each([
    ['{containers: [a]}', ['a']],
    ['{deep: {containers: [a]}}', ['a']],
    ['{containers: [{image: {a: b}}]}', ['{a: b}']],
    ['{initContainers: [{image: [a]}]}', ['[a]']],
    ['{containers: [[{image: nginx}]]}', ['[{image: nginx}]']],
    ['{containers: a}', ['a']],
    ['{template: a}', ['a']],
    ['{volumes: [{image: nginx}]}', ['nginx']],
    ['{volumes: [a]}', ['a']],
    ['{volumes: [{image: {reference: {a: b}}}]}', ['{a: b}']],
  ])('%s', (spec, expected) => {
    expect(hazards(spec)).toEqual(expected);
  });

  it.each([
    '{containers: [~, {image: 5}]}',
    '{containers: {image: nginx}}',
    '{deep: {containers: a}}',
    '{containers: ~}',
    '{volumes: {a: {image: b}}}',
    '{template: {spec: [{volumes: [{image: {reference: nginx}}]}]}}',
    '&a [*a]',
  ])('%s is harmless', (spec) => {
    expect(hazards(spec)).toEqual([]);
  });

  it('definitions of custom resources are left alone, in lists too', () => {
    expect(hazards('{containers: [a]}', 'CustomResourceDefinition')).toEqual([]);
    const list =
      'kind: List\nitems:\n- {kind: CustomResourceDefinition, containers: [a]}\n- {kind: Foo, containers: [b]}\n';
    const source = sourceText('list.yaml', list);
    expect(imagesHazards(source).map(({ span }) => slice(source, span))).toEqual(['b']);
  });
});

/** Each was built with kubectl 1.32 (kustomize 5.5): with an images entry the build fails, without it does not. */
describe('patches in kustomizations that break a build with images', () => {
  it.each([
    [
      'patches',
      'patches:\n- patch: |-\n    kind: Pod\n    spec:\n      deep:\n        containers:\n        - bad\n',
    ],
    ['patchesStrategicMerge', 'patchesStrategicMerge:\n- |-\n  kind: Pod\n  spec: {containers: [bad]}\n'],
    [
      'a JSON patch',
      'patches:\n- target: {kind: Pod}\n  patch: |-\n    - op: add\n      path: /spec/deep\n      value: {containers: [bad]}\n',
    ],
  ])('%s', (_, text) => {
    const read = kustomization(text);
    expect(patchHazards(read).map(({ span }) => slice(read.source, span))).toEqual(['bad']);
  });

  it('others are harmless', () => {
    const text =
      'patches:\n- path: p.yaml\n- patch: |-\n    kind: Pod\n    spec: {containers: [{image: nginx}]}\n';
    expect(patchHazards(kustomization(text))).toEqual([]);
  });
});
