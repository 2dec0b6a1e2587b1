import { describe, expect, it } from 'vitest';
import { imagesHazards } from '../../../src/kustomize/index.ts';
import { slice, sourceText } from '../../../src/text/index.ts';

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
