import { describe, expect, it } from 'vitest';
import {
  type FieldSpec,
  type ImagesReach,
  imagesAccess,
  reachedByImages,
} from '../../../src/kustomize/index.ts';

/** What the images transformers of 4.5.4, 5.7.1 and 5.8.1 rewrote, and what they left alone. */
const rows: readonly (readonly [kind: string, path: string, ImagesReach])[] = [
  ['Pod', 'spec.containers[0].image', 'always'],
  ['Pod', 'spec.initContainers[1].image', 'always'],
  ['Deployment', 'spec.template.spec.containers[0].image', 'always'],
  ['CronJob', 'spec.jobTemplate.spec.template.spec.containers[0].image', 'always'],
  ['PodTemplate', 'template.spec.containers[0].image', 'always'],
  ['Anything', 'containers[0].image', 'always'],
  ['Workflow', 'spec.templates[2].containerSet.containers[0].image', 'always'],
  ['List', 'items[1].spec.template.spec.containers[0].image', 'always'],
  ['Odd', 'spec.containers.image', 'always'],
  ['Pod', 'spec.volumes[0].image.reference', 'since-5.7'],
  ['Deployment', 'spec.template.spec.volumes[0].image.reference', 'since-5.7'],
  ['List', 'items[0].spec.volumes[0].image.reference', 'since-5.7'],
  ['Pod', 'spec.ephemeralContainers[0].image', 'no'],
  ['CronJob', 'spec.jobTemplate.spec.template.spec.volumes[0].image.reference', 'no'],
  ['PodTemplate', 'template.spec.volumes[0].image.reference', 'no'],
  ['Prometheus', 'spec.image', 'no'],
  ['Workflow', 'spec.templates[0].container.image', 'no'],
  ['Workflow', 'spec.templates[0].sidecars[0].image', 'no'],
  ['Odd', 'spec.inner.containers.image', 'no'],
  ['ConfigMap', 'data["pod.yaml"]', 'no'],
  ['CustomResourceDefinition', 'spec.containers[0].image', 'no'],
  ['Pod', 'not a path', 'no'],
];

describe('fields that kustomize images reach', () => {
  it.each(rows)('%s %s: %s', (kind, path, expected) => {
    expect(reachedByImages({ object: { kind }, path })).toBe(expected);
  });

  it('twice where a field specification and a container list name the same field', () => {
    const passes = (path: string): number => imagesAccess({ object: { kind: 'Pod' }, path }).passes;
    expect(passes('spec.containers[0].image')).toBe(2);
    expect(passes('spec.deep.containers[0].image')).toBe(1);
    expect(passes('spec.volumes[0].image.reference')).toBe(1);
    expect(passes('spec.image')).toBe(0);
  });
});

describe('fields that configurations add', () => {
  const prometheus = { apiVersion: 'monitoring.coreos.com/v1', kind: 'Prometheus' };
  const reach = (spec: FieldSpec, path = 'spec.image', object = prometheus): ImagesReach =>
    reachedByImages({ object, path }, [spec]);

  it('selects by group, version and kind, each optional', () => {
    expect(reach({ path: 'spec/image' })).toBe('always');
    expect(
      reach({ path: 'spec/image', group: 'monitoring.coreos.com', version: 'v1', kind: 'Prometheus' }),
    ).toBe('always');
    expect(reach({ path: 'spec/image', kind: 'Alertmanager' })).toBe('no');
    expect(reach({ path: 'spec/image', group: 'apps' })).toBe('no');
    expect(reach({ path: 'spec/image', version: 'v2' })).toBe('no');
  });

  it('walks into lists, with brackets or without, and takes slashes in keys', () => {
    expect(reach({ path: 'spec/list[]/image' }, 'spec.list[0].image')).toBe('always');
    expect(reach({ path: 'spec/list/image' }, 'spec.list[0].image')).toBe('always');
    expect(reach({ path: '/metadata/annotations/a.b\\/c' }, 'metadata.annotations["a.b/c"]')).toBe('always');
  });

  it('makes old versions reach image volumes', () => {
    const path = 'spec.volumes[0].image.reference';
    expect(reach({ path: 'spec/volumes[]/image/reference' }, path)).toBe('always');
    expect(imagesAccess({ path }, [{ path: 'spec/volumes[]/image/reference' }]).passes).toBe(1);
  });
});
