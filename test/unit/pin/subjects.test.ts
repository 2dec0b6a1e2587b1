import { describe, expect, it } from 'vitest';
import { formatReference } from '../../../src/image/index.ts';
import { type Asked, subjectsOf } from '../../../src/pin/index.ts';
import { digest, graphOf, imagesOf, pod, type Texts, team } from './support.ts';

function judged(texts: Texts, asked: Asked = 'upstream', own = false) {
  const { uses } = imagesOf(texts);
  const found = subjectsOf(uses, { registry: team, policy: {}, graph: graphOf(texts), asked, own });
  return {
    asked: found.subjects.map(({ use, image, asked }) =>
      [use.value, formatReference(image), formatReference(asked)].join(' | '),
    ),
    left: found.left.map(({ use, code }) => `${use.value}: ${code}`),
    counted: { own: found.own, digestOnly: found.digestOnly },
  };
}

const nothing = { own: 0, digestOnly: 0 };

describe('whom a tag is asked of', () => {
  it.each([
    ['nginx:1.25', 'docker.io/library/nginx:1.25', 'docker.io/library/nginx:1.25'],
    ['nginx', 'docker.io/library/nginx:latest', 'docker.io/library/nginx:latest'],
    [`nginx:1@${digest('a')}`, 'docker.io/library/nginx:1', 'docker.io/library/nginx:1'],
    ['quay.io/a/b:2', 'quay.io/a/b:2', 'quay.io/a/b:2'],
    ['team.azurecr.io/hub/library/nginx:1', 'docker.io/library/nginx:1', 'docker.io/library/nginx:1'],
  ])('upstream: %s', (written, image, asked) => {
    expect(judged({ 'pod.yaml': pod(written) })).toEqual({
      asked: [`${written} | ${image} | ${asked}`],
      left: [],
      counted: nothing,
    });
  });

  it.each([
    ['nginx:1.25', 'docker.io/library/nginx:1.25', 'team.azurecr.io/hub/library/nginx:1.25'],
    ['team.azurecr.io/hub/a/b:1', 'docker.io/a/b:1', 'team.azurecr.io/hub/a/b:1'],
  ])('the cache: %s', (written, image, asked) => {
    expect(judged({ 'pod.yaml': pod(written) }, 'cache').asked).toEqual([`${written} | ${image} | ${asked}`]);
  });

  it('not the cache where no rule serves the image', () => {
    expect(judged({ 'pod.yaml': pod('quay.io/a/b:2') }, 'cache').left).toEqual(['quay.io/a/b:2: no-rule']);
  });
});

describe('what is not asked for', () => {
  it('a digest without a tag', () => {
    const { asked, counted } = judged({ 'pod.yaml': pod(`nginx@${digest('a')}`) });
    expect({ asked, counted }).toEqual({ asked: [], counted: { own: 0, digestOnly: 1 } });
  });

  it("images of the team's own registries, unless they are wanted", () => {
    const texts = { 'pod.yaml': pod('registry.corp.example/app:1') };
    expect(judged(texts)).toEqual({ asked: [], left: [], counted: { own: 1, digestOnly: 0 } });
    const image = 'registry.corp.example/app:1';
    expect(judged(texts, 'upstream', true).asked).toEqual([`${image} | ${image} | ${image}`]);
  });

  it('targets of pushes, stages of builds and what builds nothing', () => {
    const texts = {
      Dockerfile: 'FROM golang:1.22 AS build\nFROM scratch\nCOPY --from=build /a /a\n',
      'compose.yaml': 'services:\n  web:\n    build: .\n    image: registry.example/web:1\n',
    };
    const found = judged(texts);
    expect(found.asked).toEqual([
      'golang:1.22 | docker.io/library/golang:1.22 | docker.io/library/golang:1.22',
    ]);
  });
});

it('a chart that a registry holds is left: no digest can stand in its version', () => {
  const text =
    'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: web}\nspec: {chart: "oci://ghcr.io/a/web", version: 1.2.3}\n';
  expect(judged({ 'chart.yaml': text })).toEqual({
    asked: [],
    left: ['ghcr.io/a/web:1.2.3: chart'],
    counted: nothing,
  });
});

describe('behind kustomizations', () => {
  const base = 'resources: [web.yaml]\n';
  it('a rename is followed: the digest is that of what is pulled', () => {
    const texts = {
      'web.yaml': pod('app:1'),
      'kustomization.yaml': `${base}images: [{name: app, newName: ghcr.io/acme/app}]\n`,
    };
    expect(judged(texts).asked).toEqual(['app:1 | ghcr.io/acme/app:1 | ghcr.io/acme/app:1']);
  });

  it('a rename to the cache is no other image', () => {
    const texts = {
      'web.yaml': pod('nginx:1'),
      'kustomization.yaml': `${base}images: [{name: nginx, newName: team.azurecr.io/hub/library/nginx}]\n`,
    };
    expect(judged(texts).asked).toEqual(['nginx:1 | docker.io/library/nginx:1 | docker.io/library/nginx:1']);
  });

  it('where an entry sets the tag, the entry is pinned and the manifest is not', () => {
    const texts = {
      'web.yaml': pod('app:placeholder'),
      'kustomization.yaml': `${base}images: [{name: app, newName: ghcr.io/acme/app, newTag: "2"}]\n`,
    };
    expect(judged(texts).asked).toEqual(['ghcr.io/acme/app:2 | ghcr.io/acme/app:2 | ghcr.io/acme/app:2']);
  });

  it('an entry that sets the tag alone', () => {
    const texts = { 'kustomization.yaml': 'images: [{name: nginx, newTag: "2"}]\n' };
    expect(judged(texts).asked).toEqual(['nginx:2 | docker.io/library/nginx:2 | docker.io/library/nginx:2']);
  });

  it('an entry of a base that an overlay renames', () => {
    const texts = {
      'base/kustomization.yaml': 'images: [{name: app, newTag: "2"}]\n',
      'kustomization.yaml': 'resources: [base]\nimages: [{name: app, newName: ghcr.io/acme/app}]\n',
    };
    expect(judged(texts).asked).toEqual(['app:2 | ghcr.io/acme/app:2 | ghcr.io/acme/app:2']);
  });

  it('an entry of a base whose tag an overlay replaces is not pinned', () => {
    const texts = {
      'base/kustomization.yaml': 'images: [{name: app, newTag: "2"}]\n',
      'kustomization.yaml': 'resources: [base]\nimages: [{name: app, newTag: "3"}]\n',
    };
    expect(judged(texts).asked).toEqual(['app:3 | docker.io/library/app:3 | docker.io/library/app:3']);
  });

  it('overlays that rename differently', () => {
    const texts = {
      'base/web.yaml': pod('app:1'),
      'base/kustomization.yaml': base,
      'a/kustomization.yaml': 'resources: [../base]\nimages: [{name: app, newName: quay.io/a/app}]\n',
      'b/kustomization.yaml': 'resources: [../base]\nimages: [{name: app, newName: quay.io/b/app}]\n',
    };
    expect(judged(texts)).toEqual({ asked: [], left: ['app:1: varies'], counted: nothing });
  });

  it('a tagSuffix drops the digest', () => {
    const texts = {
      'web.yaml': pod('nginx:1'),
      'kustomization.yaml': `${base}images: [{name: nginx, tagSuffix: -alpine}]\n`,
    };
    expect(judged(texts).left).toEqual(['nginx:1: suffix']);
  });
});
