import { describe, expect, it } from 'vitest';
import type { ImageEntry, PlacedImage } from '../../../src/kustomize/index.ts';
import {
  formatImagesBlock,
  planKustomizeImages,
  type Spellings,
} from '../../../src/rewrite/kustomize-images.ts';
import { graphOf, rootAt } from '../kustomize/support.ts';
import { decide, image, plan, plannedOf } from './support.ts';

const digest = `sha256:${'ab'.repeat(32)}`;

describe('which images get an entry', () => {
  it('those that the cache serves', () => {
    const { changes } = plannedOf(
      plan('resources: [web.yaml]', ['nginx', 'team.azurecr.io/app', 'docker.io/acme/app', '${IMAGE}']),
    );
    expect(changes).toEqual([{ kind: 'added', name: 'nginx', newName: 'team.azurecr.io/hub/nginx' }]);
  });

  it('nothing is edited when all are redirected', () => {
    const text = 'resources: [web.yaml]\nimages: [{name: .*/nginx, newName: team.azurecr.io/hub/nginx}]';
    expect(plannedOf(plan(text, ['docker.io/nginx:1']))).toMatchObject({ edits: [], changes: [], text });
  });

  it('tags and digests stay', () => {
    const { changes } = plannedOf(plan('resources: [web.yaml]', [`nginx:1@${digest}`]));
    expect(changes).toHaveLength(1);
  });

  it('a base that renames counts as it leaves the base', () => {
    const graph = graphOf({
      'base/kustomization.yaml':
        'resources: [web.yaml]\nimages: [{name: app, newName: quay.io/team/app, newTag: "3"}]',
      'over/kustomization.yaml': 'resources: [../base]\n',
    });
    const request = { graph, root: rootAt(graph, 'over'), images: [image('app:1', 'base/web.yaml')], decide };
    expect(plannedOf(planKustomizeImages(request)).changes).toEqual([
      { kind: 'added', name: 'quay.io/team/app', newName: 'team.azurecr.io/quay/team/app' },
    ]);
  });

  it('those that are to keep their names get none, and are told of', () => {
    const graph = graphOf({ 'kustomization.yaml': 'resources: [web.yaml]' });
    const refuse = ({ value }: PlacedImage): string | undefined =>
      value === 'cart' ? 'it is built here' : undefined;
    const images = [image('nginx'), image('cart')];
    const request = { graph, root: rootAt(graph, ''), images, decide, refuse };
    const { changes, unreachable } = plannedOf(planKustomizeImages(request));
    expect(changes).toEqual([{ kind: 'added', name: 'nginx', newName: 'team.azurecr.io/hub/nginx' }]);
    expect(unreachable.map(({ value, code, reason }) => [value, code, reason])).toEqual([
      ['cart', 'refused', 'it is built here'],
    ]);
  });

  it('images of other roots play no part', () => {
    const graph = graphOf({
      'a/kustomization.yaml': 'resources: [x.yaml]',
      'b/kustomization.yaml': 'resources: [y.yaml]',
    });
    const request = { graph, root: rootAt(graph, 'a'), images: [image('nginx', 'b/y.yaml')], decide };
    expect(plannedOf(planKustomizeImages(request)).changes).toEqual([]);
  });
});

describe('entries that are there', () => {
  const web = 'resources: [web.yaml]\n';

  it('that only set a tag get the name', () => {
    const { changes } = plannedOf(plan(`${web}images: [{name: nginx, newTag: "2"}]`, ['nginx:1']));
    expect(changes).toEqual([{ kind: 'merged', name: 'nginx', newName: 'team.azurecr.io/hub/nginx' }]);
  });

  it('that rename are not overwritten: what they rename to is sent on', () => {
    const { changes, text } = plannedOf(
      plan(`${web}images:\n- {name: app, newName: quay.io/team/app}\n`, ['app:1']),
    );
    expect(changes).toEqual([
      { kind: 'added', name: 'quay.io/team/app', newName: 'team.azurecr.io/quay/team/app' },
    ]);
    expect(text).toContain('{name: app, newName: quay.io/team/app}');
  });

  it('that rename to where the team wants it stay alone', () => {
    expect(
      plannedOf(plan(`${web}images: [{name: nginx, newName: team.azurecr.io/own}]`, ['nginx'])).changes,
    ).toEqual([]);
  });

  it('that come too early for one of the images are left alone', () => {
    const text = `${web}images:\n- {name: nginx, newTag: "2"}\n- {name: app, newName: nginx, newTag: "1"}\n`;
    const { changes } = plannedOf(plan(text, ['nginx', 'app']));
    expect(changes).toEqual([{ kind: 'added', name: 'nginx', newName: 'team.azurecr.io/hub/nginx' }]);
  });

  it('that are for the spellings of one image get the name', () => {
    const text = `${web}images:\n- name: (docker.io/)?(library/)?nginx\n  newTag: "2"\n`;
    const { changes } = plannedOf(plan(text, ['nginx:1', 'docker.io/library/nginx']));
    expect(changes).toEqual([
      { kind: 'merged', name: '(docker.io/)?(library/)?nginx', newName: 'team.azurecr.io/hub/nginx' },
    ]);
  });

  it.each(['.*nginx', 'ngin[a-z]', '(nginx|redis)', 'nginx|docker.io/nginx', 'nginx.*'])(
    'that are for more than one image are left alone: %s',
    (name) => {
      const text = `${web}images:\n- {name: '${name}', newTag: "2"}\n`;
      expect(plannedOf(plan(text, ['nginx:1'])).changes).toMatchObject([{ kind: 'added', name: 'nginx' }]);
    },
  );

  it('with an escaped name are the same entry', () => {
    const text = `${web}images:\n- name: 'quay\\.io/a'\n  newTag: "2"\n`;
    expect(plannedOf(plan(text, ['quay.io/a'])).changes).toMatchObject([
      { kind: 'merged', name: 'quay\\.io/a' },
    ]);
  });
});

describe('names as expressions', () => {
  const names = (values: readonly string[]): string[] =>
    plannedOf(plan('resources: [web.yaml]', values)).changes.map(({ name }) => name);

  it('a dot is left alone', () => {
    expect(names(['quay.io/a/b:1'])).toEqual(['quay.io/a/b']);
  });

  it('a dot is escaped where another image would match', () => {
    expect(names(['quay.io/a.b:1', 'quay.io/a-b:1', 'ghcr.io/x'])).toEqual([
      'ghcr.io/x',
      'quay.io/a-b',
      'quay\\.io/a\\.b',
    ]);
    expect(names(['quay.io/a', 'quayXio/a'])).toEqual(['quay\\.io/a']);
  });

  it('an existing entry whose dot matches another image is not given a name', () => {
    const text = 'resources: [web.yaml]\nimages: [{name: quay.io/a.b, tagSuffix: ""}]';
    const { changes } = plannedOf(plan(text, ['quay.io/a.b', 'quay.io/a-b']));
    expect(changes.map(({ kind, name }) => [kind, name])).toEqual([
      ['added', 'quay.io/a-b'],
      ['added', 'quay\\.io/a\\.b'],
    ]);
  });
});

describe('spellings of one image', () => {
  const pattern = '((index\\.)?docker\\.io/)?(library/)?nginx';
  const names = (spellings: Spellings, ...values: string[]): readonly string[] => {
    const graph = graphOf({ 'kustomization.yaml': 'resources: [web.yaml]' });
    const images = values.map((value) => image(value));
    const request = { graph, root: rootAt(graph, ''), images, decide, spellings };
    return plannedOf(planKustomizeImages(request)).changes.map(({ name }) => name);
  };
  const three = ['nginx:1', 'docker.io/nginx:2', 'index.docker.io/library/nginx'];

  it('get an entry each, and from three on one pattern', () => {
    expect(names('auto', 'nginx', 'docker.io/nginx')).toEqual(['docker.io/nginx', 'nginx']);
    expect(names('auto', ...three)).toEqual([pattern]);
    expect(names('auto', 'quay.io/a', ...three)).toEqual([pattern, 'quay.io/a']);
  });

  it('get what is asked for', () => {
    expect(names('each', ...three)).toHaveLength(3);
    expect(names('pattern', 'library/nginx')).toEqual([pattern]);
  });

  it('that no pattern is for keep entries of their own', () => {
    expect(names('pattern', 'nginx', 'registry-1.docker.io/nginx', 'Docker.IO/nginx')).toEqual([
      'Docker.IO/nginx',
      pattern,
      'registry-1.docker.io/nginx',
    ]);
  });
});

describe('what images cannot reach', () => {
  const codes = (value: PlacedImage): string[] =>
    plannedOf(plan('resources: [web.yaml]', [value])).unreachable.map(({ code }) => code);

  it('is returned with the reason', () => {
    expect(codes(image('nginx', 'web.yaml', 'spec.template.spec.ephemeralContainers[0].image'))).toEqual([
      'field',
    ]);
    expect(
      codes({ file: 'web.yaml', value: 'quay.io/p/p', path: 'spec.image', object: { kind: 'Prometheus' } }),
    ).toEqual(['field']);
    expect(codes(image(`nginx@sha512:${'ab'.repeat(64)}`))).toEqual(['reference']);
    expect(codes(image('nginx:1'))).toEqual([]);
    expect(codes(image('team.azurecr.io/a', 'web.yaml', 'spec.ephemeralContainers[0].image'))).toEqual([]);
  });

  it('image volumes are reached since 5.7, which is said', () => {
    const volume = image('nginx', 'web.yaml', 'spec.template.spec.volumes[0].image.reference');
    const planned = plannedOf(plan('resources: [web.yaml]', [volume]));
    expect(planned.needsNewKustomize).toEqual([volume]);
    expect(planned.changes).toHaveLength(1);
  });
});

describe('what is refused', () => {
  it.each([
    ['problem', 'resources: [web.yaml]\nimages: [{name: app, newTag: 2}]'],
    ['problem', 'resources: [web.yaml]\nimages: [{name: "[", newTag: "2"}]'],
    [
      'two-lists',
      'resources: [web.yaml]\nimages: [{name: app, newTag: "2"}]\nimageTags: [{name: b, newTag: "2"}]',
    ],
    ['problem', 'resources: [web.yaml]\nimages: {a: b}'],
    ['problem', 'resources: [web.yaml]\nimages: text'],
    ['shape', 'resources: [web.yaml]\nimages:\n-\n  name: app\n  newTag: "1"'],
  ])('%s: %j', (code, text) => {
    expect(plan(text, ['nginx'])).toMatchObject({ ok: false, error: { code } });
  });

  it('a root to which there are too many ways', () => {
    const files: Record<string, string> = { 'k0/kustomization.yaml': 'resources: [x.yaml]' };
    for (let i = 1; i <= 20; i++) {
      files[`l${i}/kustomization.yaml`] = `resources: [../k${i - 1}]\nimages: [{name: .*, tagSuffix: a}]`;
      files[`r${i}/kustomization.yaml`] = `resources: [../k${i - 1}]\nimages: [{name: .*, tagSuffix: b}]`;
      files[`k${i}/kustomization.yaml`] = `resources: [../l${i}, ../r${i}]`;
    }
    const graph = graphOf(files);
    const request = { graph, root: rootAt(graph, 'k20'), images: [image('nginx:1', 'k0/x.yaml')], decide };
    expect(planKustomizeImages(request)).toMatchObject({ ok: false, error: { code: 'problem' } });
  });

  it('a list that is an alias', () => {
    const text = 'resources: &r [web.yaml]\nimages: *r\n';
    expect(plan(text, ['nginx'])).toMatchObject({ ok: false });
  });

  it('a manifest that an entry would break, unless there are entries already', () => {
    expect(plan('resources: [web.yaml]', ['nginx'], ['cr.yaml'])).toMatchObject({
      ok: false,
      error: { code: 'hazard' },
    });
    expect(
      plan('resources: [web.yaml]\nimages: [{name: a, newTag: "1"}]', ['nginx'], ['cr.yaml']),
    ).toMatchObject({ ok: true });
    expect(plan('resources: [web.yaml]', ['team.azurecr.io/a'], ['cr.yaml'])).toMatchObject({ ok: true });
  });
});

describe('a block for printing', () => {
  it('is written as kustomize writes it', () => {
    const entries: readonly ImageEntry[] = [
      { name: 'nginx', newName: 'team.azurecr.io/hub/nginx' },
      { name: 'quay\\.io/a', newName: 'team.azurecr.io/quay/a', newTag: '1.2' },
    ];
    expect(formatImagesBlock(entries)).toBe(`images:
- name: nginx
  newName: team.azurecr.io/hub/nginx
- name: 'quay\\.io/a'
  newName: team.azurecr.io/quay/a
  newTag: "1.2"
`);
  });
});
