import { describe, expect, it } from 'vitest';
import { fieldSpecFor, pathOfText, reachedByImages, textsOfSpec } from '../../../src/kustomize/index.ts';
import { sourceText } from '../../../src/text/index.ts';

const prometheus = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus' };

describe('the specification of a field', () => {
  it.each([
    ['spec.image', 'spec/image'],
    ['spec.sidecars[0].image', 'spec/sidecars[]/image'],
    ['items[2].spec.image', 'spec/image'],
    ['metadata.annotations["a.b/c"]', 'metadata/annotations/a.b\\/c'],
  ])('%s is %s', (path, written) => {
    const spec = fieldSpecFor({ object: prometheus, path });
    expect(spec).toEqual({ path: written, group: 'monitoring.coreos.com', kind: 'Prometheus' });
    expect(reachedByImages({ object: prometheus, path }, spec === undefined ? [] : [spec])).toBe('always');
  });

  it('has no group in the core group', () => {
    expect(fieldSpecFor({ object: { apiVersion: 'v1', kind: 'ConfigMap' }, path: 'data.IMAGE' })).toEqual({
      path: 'data/IMAGE',
      kind: 'ConfigMap',
    });
  });

  it.each([
    'spec.args[0]',
    'spec.grid[0][1].image',
    'data["a.yaml"]!image',
    'data["a b"]',
    'spec["*"].image',
  ])('%s has none', (path) => {
    expect(fieldSpecFor({ object: prometheus, path })).toBeUndefined();
  });

  it('an object without a kind and a definition of one have none', () => {
    expect(fieldSpecFor({ object: { apiVersion: 'v1' }, path: 'spec.image' })).toBeUndefined();
    expect(
      fieldSpecFor({ object: { kind: 'CustomResourceDefinition' }, path: 'spec.image' }),
    ).toBeUndefined();
  });
});

describe('the texts of a specification', () => {
  const spec = { path: 'spec/list[]/image', kind: 'Foo' };
  const texts = (text: string): unknown => {
    const found = textsOfSpec(sourceText('a.yaml', text), spec);
    return [found.texts.map(({ value }) => value), found.breaks];
  };

  it('are those of objects of the kind, in lists of any depth', () => {
    expect(texts('kind: Foo\nspec: {list: [{image: a}, [{image: "b"}], {other: c}, null]}')).toEqual([
      ['a', 'b'],
      false,
    ]);
    expect(texts('kind: FooList\nitems: [{kind: Foo, spec: {list: {image: a}}}, {kind: Bar}]')).toEqual([
      ['a'],
      false,
    ]);
    expect(texts('kind: Bar\nspec: {list: [{image: a}]}')).toEqual([[], false]);
  });

  it('break the build where something else stands', () => {
    expect(texts('kind: Foo\nspec: {list: [{image: {repository: a}}]}')).toEqual([[], true]);
    expect(texts('kind: Foo\nspec: {list: [a]}')).toEqual([[], true]);
  });
});

it('a text is found by where it begins, quotes aside', () => {
  const text = 'kind: A\n---\nspec: {image: {repository: "quay.io/a", tag: b}}\n';
  expect(pathOfText(sourceText('a.yaml', text), text.indexOf('quay'))).toBe('spec.image.repository');
  expect(pathOfText(sourceText('a.yaml', text), 3)).toBeUndefined();
});
