import { describe, expect, it } from 'vitest';
import type { KustomizeGraph, PlacedImage } from '../../../src/kustomize/index.ts';
import { planRoots, type RootPlan } from '../../../src/rewrite/kustomize/plan-roots.ts';
import { planKustomizeImages } from '../../../src/rewrite/kustomize-images.ts';
import { graphOf, rootAt } from '../kustomize/support.ts';
import { decide, image } from './support.ts';

type Files = Readonly<Record<string, string>>;

/** The files as plans for the named directories leave them, and what was kept from being renamed. */
function planned(
  files: Files,
  images: readonly PlacedImage[],
  directories: readonly string[],
): { readonly after: Files; readonly plans: readonly RootPlan<PlacedImage>[] } {
  const graph = graphOf(files);
  const plans = planRoots(
    { graph, roots: directories.map((directory) => rootAt(graph, directory)), images, decide },
    planKustomizeImages,
  );
  const after = plans.map(({ root, plan }) => {
    if (!plan.ok) throw new Error(`${root.source.path}: ${plan.error.reason}`);
    return [root.source.path, plan.value.text] as const;
  });
  return { after: { ...files, ...Object.fromEntries(after) }, plans };
}

function names(text: string | undefined): readonly string[] {
  return [...(text ?? '').matchAll(/- name: (\S+)/g)].map(([, name]) => name ?? '');
}

function keptIn(plans: readonly RootPlan<PlacedImage>[]): readonly unknown[] {
  return plans.flatMap(({ root, kept }) => kept.map(({ name, by }) => [root.directory, name, by]));
}

const every = (graph: KustomizeGraph): readonly string[] => [...graph.byDirectory.keys()];

describe('entries in every kustomization', () => {
  const files = {
    'base/kustomization.yaml': 'resources:\n- web.yaml\n',
    'over/kustomization.yaml': 'resources:\n- ../base\n- more.yaml\n',
  };
  const images = [image('nginx:1', 'base/web.yaml'), image('redis:7', 'over/more.yaml')];

  it('each has those for what comes in there, and no others', () => {
    const { after } = planned(files, images, every(graphOf(files)));
    expect(names(after['base/kustomization.yaml'])).toEqual(['nginx']);
    expect(names(after['over/kustomization.yaml'])).toEqual(['redis']);
    const again = planned(after, images, every(graphOf(after)));
    expect(again.plans.every(({ plan }) => plan.ok && plan.value.edits.length === 0)).toBe(true);
  });

  it('a base gets them whatever the order in which they are named', () => {
    const { after } = planned(files, images, ['over', 'base']);
    expect(names(after['over/kustomization.yaml'])).toEqual(['redis']);
  });
});

describe('a kustomization that others include', () => {
  const base = { 'base/kustomization.yaml': 'resources:\n- web.yaml\n' };
  const images = [image('nginx:1', 'base/web.yaml'), image('redis:7', 'base/web.yaml')];

  it('can be the only one to get entries', () => {
    const files = { ...base, 'over/kustomization.yaml': 'resources:\n- ../base\n- more.yaml\n' };
    const { after, plans } = planned(files, [...images, image('busybox', 'over/more.yaml')], ['base']);
    expect(names(after['base/kustomization.yaml'])).toEqual(['nginx', 'redis']);
    expect(after['over/kustomization.yaml']).toBe(files['over/kustomization.yaml']);
    expect(keptIn(plans)).toEqual([]);
  });

  it('keeps the names that their entries look for', () => {
    const files = {
      ...base,
      'mid/kustomization.yaml': 'resources: [../base]\n',
      'over/kustomization.yaml': 'resources:\n- ../mid\nimages:\n- name: nginx\n  newTag: "2"\n',
    };
    const { after, plans } = planned(files, images, ['base', 'mid', 'over']);
    expect(names(after['base/kustomization.yaml'])).toEqual(['redis']);
    expect(after['mid/kustomization.yaml']).toBe(files['mid/kustomization.yaml']);
    expect(keptIn(plans)).toEqual([
      ['base', 'nginx', 'over/kustomization.yaml'],
      ['mid', 'nginx', 'over/kustomization.yaml'],
    ]);
    expect(after['over/kustomization.yaml']).toContain(
      '- name: nginx\n  newName: team.azurecr.io/hub/nginx\n  newTag: "2"',
    );
  });

  it('renames what an entry of theirs renames to the same', () => {
    const entry = 'images:\n- name: nginx\n  newName: team.azurecr.io/hub/nginx\n';
    const files = { ...base, 'over/kustomization.yaml': `resources: [../base]\n${entry}` };
    const { after, plans } = planned(files, images, ['base']);
    expect(names(after['base/kustomization.yaml'])).toEqual(['nginx', 'redis']);
    expect(keptIn(plans)).toEqual([]);
  });
});

describe('a component', () => {
  const files = {
    'cache/kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nimages: []\n',
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'one/kustomization.yaml': 'resources: [../base]\ncomponents: [../cache]\n',
    'two/kustomization.yaml': 'resources: [more.yaml]\ncomponents: [../cache]\npatches: [{path: p.yaml}]\n',
  };
  const images = [
    image('nginx:1', 'base/web.yaml'),
    image('redis:7', 'two/more.yaml'),
    image('busybox:1', 'two/p.yaml'),
  ];

  it('gets the entries for all that those who include it build, and not for their patches', () => {
    const { after } = planned(files, images, ['cache']);
    expect(names(after['cache/kustomization.yaml'])).toEqual(['nginx', 'redis']);
  });

  it('leaves the rest to them', () => {
    const { after } = planned(files, images, every(graphOf(files)));
    expect(names(after['base/kustomization.yaml'])).toEqual(['nginx']);
    expect(names(after['cache/kustomization.yaml'])).toEqual(['redis']);
    expect(names(after['one/kustomization.yaml'])).toEqual([]);
    expect(names(after['two/kustomization.yaml'])).toEqual(['busybox']);
  });

  it('keeps a name that one of them looks for', () => {
    const one = 'resources: [../base]\ncomponents: [../cache]\nimages: [{name: nginx, newTag: "2"}]\n';
    const { after, plans } = planned({ ...files, 'one/kustomization.yaml': one }, images, ['cache']);
    expect(names(after['cache/kustomization.yaml'])).toEqual(['redis']);
    expect(keptIn(plans)).toEqual([['cache', 'nginx', 'one/kustomization.yaml']]);
  });
});
