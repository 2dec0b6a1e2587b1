import { describe, expect, it } from 'vitest';
import { parseFieldPath, patchedObject, pathInPatch } from '../../../src/kustomize/index.ts';
import { fieldInPatch } from '../../../src/kustomize/patched.ts';
import { kustomization } from './support.ts';

describe('the object of a patch', () => {
  const own = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'any' };
  it.each([
    ['without a target is the one it names', undefined, own],
    ['with one for a name is another of its kind', { name: 'web' }, { ...own, name: 'web' }],
    [
      'with one for its kind has no name',
      { kind: 'Deployment' },
      { apiVersion: 'apps/v1', kind: 'Deployment' },
    ],
    ['with one for another kind is of that', { kind: 'Job' }, { kind: 'Job' }],
    [
      'with a full one is just that',
      { group: 'batch', version: 'v1', kind: 'Job', namespace: 'n', name: 'j' },
      { apiVersion: 'batch/v1', kind: 'Job', namespace: 'n', name: 'j' },
    ],
    ['of the core group', { version: 'v1', kind: 'Pod' }, { apiVersion: 'v1', kind: 'Pod' }],
    ['with a group alone has no version', { group: 'batch', kind: 'Job' }, { kind: 'Job' }],
  ])('%s', (_, target, expected) => {
    expect(patchedObject(own, target)).toEqual(expected);
  });
});

describe('field names', () => {
  const { patches } = kustomization(
    "patches: [{path: a.yaml}, {patch: '[]'}]\npatchesStrategicMerge: ['kind: Pod']\npatchesJson6902: [{patch: '[]'}]",
  );
  const inline = patches.filter(({ location }) => location === undefined);

  it.each(['spec.containers[-1].image', '["a/b"].image'])(
    '%s is found again in that of its patch',
    (field) => {
      const names = inline.map((patch) => pathInPatch(patch, field));
      expect(names).toHaveLength(3);
      expect(names.map(fieldInPatch)).toEqual([field, field, field]);
    },
  );

  it.each([
    'images[0].newName',
    'patches[0].path',
    'patches[0].patch',
    'patches[0].patches.image',
    'spec.patches[0].patch.image',
  ])('%s is none', (path) => {
    expect(fieldInPatch(path)).toBeUndefined();
  });

  it('have -1 for the last item', () => {
    expect(parseFieldPath('spec.containers[-1].image')).toEqual(['spec', 'containers', -1, 'image']);
    expect(parseFieldPath('spec.containers[-2].image')).toBeUndefined();
  });
});
