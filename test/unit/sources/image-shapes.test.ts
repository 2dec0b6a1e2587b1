import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../src/formats/yaml/index.ts';
import { isSentinel } from '../../../src/sources/image-shapes.ts';
import { valuesImages } from '../../../src/sources/values-images.ts';

const chart = { absentChart: 'chart web 1.x' };

function judged(text: string): readonly string[] {
  const root = parseYaml({ path: 'values.yaml', text, bom: false }).documents[0]?.root;
  if (root === undefined) return [];
  return valuesImages(root, chart).found.map(
    ({ path, value, confidence, unresolved, origin, inheritsTag }) => {
      const words = [
        confidence,
        ...(inheritsTag ? ['inherits its tag'] : []),
        ...(unresolved ? [unresolved.code] : []),
      ];
      return `${path} = ${value} (${words.join(', ')}) from ${origin?.join(' ')}`;
    },
  );
}

const hex = 'c'.repeat(64);

/** The shapes of images in values, by how often public charts have them. */
describe('shapes', () => {
  test.each([
    [
      'image: {repository: ghcr.io/a/b, tag: v1}',
      'image = ghcr.io/a/b:v1 (likely) from image.repository image.tag',
    ],
    [
      `image: {registry: docker.io, repository: a/b, tag: "1", digest: "sha256:${hex}"}`,
      `image = docker.io/a/b:1@sha256:${hex} (likely) from image.registry image.repository image.tag image.digest`,
    ],
    [
      'image: {registry: docker.io, repository: a/b, tag: 1.20}',
      'image = docker.io/a/b:1.20 (likely) from image.registry image.repository image.tag',
    ],
    [
      'image: {repository: ghcr.io/a/b}',
      'image = ghcr.io/a/b (likely, inherits its tag) from image.repository',
    ],
    ['exporter: {image: a/b, tag: v1}', 'exporter.image = a/b:v1 (likely) from exporter.image exporter.tag'],
    [
      `image: {registry: docker.io, repository: a/b, tag: "1", sha: ${hex}}`,
      `image = docker.io/a/b:1@sha256:${hex} (likely) from image.registry image.repository image.tag image.sha`,
    ],
    [
      `image: {repository: a/b, tag: "1", sha: ${hex}}`,
      `image = a/b:1@sha256:${hex} (likely) from image.repository image.tag image.sha`,
    ],
    ['image: {name: a/b, tag: "1"}', 'image = a/b:1 (likely) from image.name image.tag'],
    [
      'image: {registry: quay.io, name: a/b, tag: "1"}',
      'image = quay.io/a/b:1 (likely) from image.registry image.name image.tag',
    ],
    [
      `image: {repository: a/b, tag: "1", digest: "sha256:${hex}"}`,
      `image = a/b:1@sha256:${hex} (likely) from image.repository image.tag image.digest`,
    ],
    ['proxy: {repo: gcr.io/a/b, tag: "1"}', 'proxy = gcr.io/a/b:1 (likely) from proxy.repo proxy.tag'],
    [
      'image: {name: ghcr.io/a/b, version: v2}',
      'image = ghcr.io/a/b:v2 (likely) from image.name image.version',
    ],
    [
      'pilot: {hub: docker.io/istio, image: pilot, tag: 1.20}',
      'pilot.image = docker.io/istio/pilot:1.20 (likely) from pilot.hub pilot.image pilot.tag',
    ],
    [
      'image: {hub: docker.io/istio, image: pilot, tag: 1.20}',
      'image = docker.io/istio/pilot:1.20 (likely) from image.hub image.image image.tag',
    ],
    [
      'image: {hub: docker.io/istio, image: gcr.io/x/pilot, tag: "1"}',
      'image = gcr.io/x/pilot:1 (likely) from image.image image.tag',
    ],
    ['image: {repository: a/b, version: "2"}', 'image = a/b:2 (likely) from image.repository image.version'],
    [
      'redis: {imageName: a/b, imageTag: "1"}',
      'redis.imageName = a/b:1 (likely) from redis.imageName redis.imageTag',
    ],
    [
      'image: {registry: registry.k8s.io, image: a/b, tag: v1}',
      'image = registry.k8s.io/a/b:v1 (likely) from image.registry image.image image.tag',
    ],
    [
      `controller: {image: {image: a/b, tag: v1, digest: "sha256:${hex}"}}`,
      `controller.image = a/b:v1@sha256:${hex} (likely) from controller.image.image controller.image.tag controller.image.digest`,
    ],
    [
      `image: {repository: a/b, digest: "sha256:${hex}"}`,
      `image = a/b@sha256:${hex} (likely) from image.repository image.digest`,
    ],
    ['image: a/b\nimageTag: "3"', 'image = a/b:3 (likely) from image imageTag'],
    ['imageRepository: a/b\nimageTag: "3"', 'imageRepository = a/b:3 (likely) from imageRepository imageTag'],
    ['initImage: ghcr.io/a/init:1', 'initImage = ghcr.io/a/init:1 (likely) from initImage'],
    ['initImage: a/init\ninitImageTag: "2"', 'initImage = a/init:2 (likely) from initImage initImageTag'],
    [
      'sidecarImageRegistry: quay.io\nsidecarImageRepository: a/b\nsidecarImageTag: "2"',
      'sidecarImageRepository = quay.io/a/b:2 (likely) from sidecarImageRegistry sidecarImageRepository sidecarImageTag',
    ],
    [
      'init_image_repository: quay.io/a/b\ninit_image_tag: "2"',
      'init_image_repository = quay.io/a/b:2 (likely) from init_image_repository init_image_tag',
    ],
    [
      'image: {imageRegistry: quay.io, imageNamespace: jetstack, name: cert-manager-controller, tag: v1}',
      'image = quay.io/jetstack/cert-manager-controller:v1 (likely) from image.imageRegistry image.imageNamespace image.name image.tag',
    ],
    [
      'image: {registry: quay.io, namespace: team, repository: web, tag: v1}',
      'image = quay.io/team/web:v1 (likely) from image.registry image.namespace image.repository image.tag',
    ],
    [
      'image: {prefix: my-, registry: quay.io, repository: web, suffix: -slim, version: "1"}',
      'image = quay.io/my-web-slim:1 (likely) from image.registry image.prefix image.repository image.suffix image.version',
    ],
    [
      'driver: {repository: nvcr.io/nvidia, image: driver, version: "550"}',
      'driver = nvcr.io/nvidia/driver:550 (likely) from driver.repository driver.image driver.version',
    ],
    ['images: [quay.io/a/b:1, word]', 'images[0] = quay.io/a/b:1 (likely) from images[0]'],
    [
      'images: {tags: {dep_check: quay.io/a/b:1}}',
      'images.tags.dep_check = quay.io/a/b:1 (likely) from images.tags.dep_check',
    ],
  ])('%s', (text, expected) => {
    expect(judged(text)).toEqual([expected]);
  });
});

describe('what is no image', () => {
  test.each([
    'image: auto',
    'image: ""',
    'image: ~',
    'image: latest',
    'image: {repository: ""}',
    'proxy: {image: none}',
    'image: {pullPolicy: Always}',
    'graphdb: {repository: my-repo}',
    'git: {repository: github.com/a/b, tag: v1}',
    'image: {tag: ""}',
    'images: [latest, "a-*"]',
  ])('%s', (text) => {
    expect(judged(text)).toEqual([]);
  });

  test('words are told from names', () => {
    expect(['auto', 'latest', 'None', 'IfNotPresent'].every(isSentinel)).toBe(true);
    expect(['nginx', 'autoscaler', 'none/such'].some(isSentinel)).toBe(false);
  });
});

describe('what only the chart knows', () => {
  test.each([
    ['image: {tag: "1.2"}', 'image = :1.2 (possible, not-visible) from image.tag'],
    ['image: {registry: quay.io, tag: "1.2"}', 'image = :1.2 (possible, not-visible) from image.tag'],
    ['image: {repository: "", tag: "1.2"}', 'image = :1.2 (possible, not-visible) from image.tag'],
    [`image: {digest: "sha256:${hex}"}`, `image = @sha256:${hex} (possible, not-visible) from image.digest`],
    ['imageTag: "1.2"', 'imageTag = :1.2 (possible, not-visible) from imageTag'],
    ['web: {initImageTag: "1.2"}', 'web.initImageTag = :1.2 (possible, not-visible) from web.initImageTag'],
  ])('%s', (text, expected) => {
    expect(judged(text)).toEqual([expected]);
  });

  test('the sentence names the chart', () => {
    const root = parseYaml({ path: 'v.yaml', text: 'image: {tag: "1"}', bom: false }).documents[0]?.root;
    expect(root && valuesImages(root, chart).found[0]?.unresolved?.reason).toBe(
      'the repository is a default of chart web 1.x, which is not here',
    );
    expect(root && valuesImages(root).found).toEqual([]);
  });
});

describe('a registry for all images', () => {
  test.each([
    [
      'global: {imageRegistry: r.example}\nimage: {repository: a/b, tag: "1"}',
      ['image = r.example/a/b:1 (possible) from global.imageRegistry image.repository image.tag'],
    ],
    [
      'global: {imageRegistry: r.example}\nimage: {registry: docker.io, repository: a/b, tag: "1"}',
      ['image = r.example/a/b:1 (possible) from global.imageRegistry image.repository image.tag'],
    ],
    [
      'global: {image: {registry: r.example/mirror/}}\nimage: {repository: a/b, tag: "1"}',
      ['image = r.example/mirror/a/b:1 (possible) from global.image.registry image.repository image.tag'],
    ],
    [
      'global: {cattle: {systemDefaultRegistry: r.example}}\nimage: {repository: rancher/b, tag: "1"}',
      [
        'image = r.example/rancher/b:1 (possible) from global.cattle.systemDefaultRegistry image.repository image.tag',
      ],
    ],
    // A name with a registry stays what it is, and so does an image in one string.
    [
      'global: {imageRegistry: r.example}\nimage: {repository: ghcr.io/a/b, tag: "1"}\nother: {image: "a/c:1"}',
      [
        'global.imageRegistry = r.example (possible, not-visible) from global.imageRegistry',
        'image = ghcr.io/a/b:1 (likely) from image.repository image.tag',
        'other.image = a/c:1 (likely) from other.image',
      ],
    ],
    [
      'global: {hub: r.example/istio, tag: "1"}',
      ['global.hub = r.example/istio (possible, not-visible) from global.hub'],
    ],
  ])('%s', (text, expected) => {
    expect(judged(text)).toEqual(expected);
  });
});
