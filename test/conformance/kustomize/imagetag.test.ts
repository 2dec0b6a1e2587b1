import { describe, expect, it } from 'vitest';
import {
  applyImages,
  entryProblem,
  type ImageEntry,
  matchesEntry,
  splitImage,
} from '../../../src/kustomize/index.ts';

/**
 * Facts of kubernetes-sigs/kustomize: api/internal/image, api/filters/imagetag and their tests, and what versions 4.5.4,
 * 5.7.1 and 5.8.1 printed for these inputs.
 */
const digest = 'sha256:46d5b90a7f4e9996351ad893a26bcbd27216676ad4d5316088ce351fb2c2c3dd';

describe('which images an entry matches', () => {
  const rows: readonly (readonly [name: string, image: string, matched: boolean])[] = [
    ['nginx', 'nginx', true],
    ['nginx', 'nginx:12345', true],
    ['nginx', 'nginx@sha256:xyz', true],
    ['nginx', 'nginx:12345@sha256:xyz', true],
    ['nginx', 'nginx:', true],
    ['nginx', 'nginx:{TAG}', true],
    ['nginx', 'apache:12345', false],
    // Nothing is normalised.
    ['nginx', 'docker.io/nginx:1.25', false],
    ['nginx', 'docker.io/library/nginx:1.25', false],
    ['nginx', 'library/nginx:1.25', false],
    ['nginx', 'localhost:5000/nginx:1.25', false],
    ['nginx', 'nginx/nginx-ingress:1', false],
    ['nginx', 'nginx-extra:1', false],
    ['nginx', 'NGINX:1', false],
    ['nginx', ' nginx:1 ', false],
    ['nginx', '', false],
    // sha256 alone, and only the characters of a tag.
    ['nginx', 'nginx@sha512:abc', false],
    ['nginx', 'nginx:1.25+build', false],
    ['nginx', 'nginx:${TAG}', false],
    ['busybox', 'busybox:2\n', false],
    // The name is an expression, and nothing closes it in.
    ['docker.io/nginx', 'dockerXio/nginx:1', true],
    ['docker\\.io/nginx', 'docker.io/nginx:1', true],
    ['docker\\.io/nginx', 'dockerXio/nginx:1', false],
    ['nginx|redis', 'nginx-foo/bar@what:ever', true],
    ['nginx|redis', 'some/redis:7', true],
    ['(nginx|redis)', 'nginx:1', true],
    ['(nginx|redis)', 'myredis:1', false],
    ['(docker.io/)?(library/)?nginx', 'docker.io/library/nginx:1', true],
    ['(docker.io/)?(library/)?nginx', 'nginx', true],
    ['.*', 'quay.io/a/b:1', true],
    ['*', 'quay.io/a/b:1', true],
    ['quay.io/*', 'quay.io/a/b:1', false],
    ['quay\\.io/c\\+\\+/x', 'quay.io/c++/x:1', true],
    // A tag in the name is a filter.
    ['nginx:1.25', 'nginx:1.25', true],
    ['nginx:1.25', 'nginx:1.26', false],
    ['localhost:5000/nginx', 'localhost:5000/nginx:1.25', true],
    ['localhost:5000/nginx', 'localhost:5000/nginx', true],
    ['localhost', 'localhost:5000/nginx', false],
    ['', '', true],
    ['', 'nginx', false],
    ['(?i)nginx', 'NGINX:1', true],
    ['\\pLnginx', 'énginx', true],
    ['\\pLnginx', '1nginx', false],
    ['(?s).*', 'a:b:c', true],
  ];
  it.each(rows)('name %j on %j: %s', (name, image, matched) => {
    expect(matchesEntry({ name, newName: 'z' }, image)).toBe(matched);
  });

  it.each(['[', 'quay.io/c++/x', 'nginx)', 'a{2000}', 'nginx\\'])(
    '%j is no expression: kustomize panics',
    (name) => {
      expect(entryProblem({ name })).toMatchObject({ code: 'invalid' });
      expect(matchesEntry({ name }, 'nginx')).toBe(false);
    },
  );
});

describe('how an image is split', () => {
  it.each([
    ['nginx', 'nginx', '', ''],
    ['nginx:1.2.3', 'nginx', '1.2.3', ''],
    ['nginx@sha256:12345', 'nginx', '', 'sha256:12345'],
    ['nginx:1.2.3@sha256:12345', 'nginx', '1.2.3', 'sha256:12345'],
    ['docker.io/nginx:1.2.3', 'docker.io/nginx', '1.2.3', ''],
    ['foo.com:443/nginx:1.2.3', 'foo.com:443/nginx', '1.2.3', ''],
    ['foo.com:443/nginx:1.2.3@sha256:12345', 'foo.com:443/nginx', '1.2.3', 'sha256:12345'],
    ['foo.com:443/nginx', 'foo.com:443/nginx', '', ''],
    ['', '', '', ''],
  ])('%j', (image, name, tag, digestPart) => {
    expect(splitImage(image)).toEqual({ name, tag, digest: digestPart });
  });
});

describe('what an entry makes of an image', () => {
  const forms = ['nginx', 'nginx:1', 'nginx@sha256:ab', 'nginx:1@sha256:ab'] as const;
  const rows: readonly (readonly [Omit<ImageEntry, 'name'>, readonly [string, string, string, string]])[] = [
    [{ newName: 'Z' }, ['Z', 'Z:1', 'Z@sha256:ab', 'Z:1@sha256:ab']],
    [{ newTag: '2' }, ['nginx:2', 'nginx:2', 'nginx:2', 'nginx:2']],
    [{ digest: 'sha256:ff' }, ['nginx@sha256:ff', 'nginx@sha256:ff', 'nginx@sha256:ff', 'nginx@sha256:ff']],
    [
      { newTag: '2', digest: 'sha256:ff' },
      Array(4).fill('nginx:2@sha256:ff') as [string, string, string, string],
    ],
    [{ tagSuffix: '-al' }, ['nginx:-al-al', 'nginx:1-al-al', 'nginx:-al-al', 'nginx:1-al-al']],
    [{ newName: 'Z', tagSuffix: '-al' }, ['Z:-al', 'Z:1-al', 'Z:-al', 'Z:1-al']],
    [{ newTag: '2', tagSuffix: '-al' }, ['nginx:2', 'nginx:2', 'nginx:2', 'nginx:2']],
    [{ newName: '', newTag: '' }, ['nginx', 'nginx:1', 'nginx@sha256:ab', 'nginx:1@sha256:ab']],
    [{ newTag: 'bad tag!' }, Array(4).fill('nginx:bad tag!') as [string, string, string, string]],
  ];
  it.each(rows)('%j', (fields, expected) => {
    expect(forms.map((form) => applyImages([{ name: 'nginx', ...fields }], form))).toEqual(expected);
  });

  it('a suffix stands once where kustomize comes by once', () => {
    expect(applyImages([{ name: 'redis', tagSuffix: '-alpine' }], 'redis:6.2.6', 1)).toBe(
      'redis:6.2.6-alpine',
    );
  });

  const single: readonly (readonly [ImageEntry, string, string])[] = [
    [{ name: 'nginx', newName: 'apache', newTag: '1.3.0' }, `nginx:1.2.1@${digest}`, 'apache:1.3.0'],
    [{ name: 'nginx', newName: 'apache' }, `nginx:1.2.1@${digest}`, `apache:1.2.1@${digest}`],
    [{ name: 'nginx', newName: 'apache', digest: '12345' }, 'nginx:1.2.1', 'apache@12345'],
    [
      { name: 'some.registry.io/my-image', newTag: 'fixed' },
      'some.registry.io/my-image:{GENERATED}',
      'some.registry.io/my-image:fixed',
    ],
    // Not validated, no capture groups.
    [{ name: 'quay.io/(.*)', newName: 'acr/quay/$1' }, 'quay.io/a/b:1', 'acr/quay/$1:1'],
    [{ name: 'nginx', newName: 'acr.io/nginx:2' }, 'nginx:1.25', 'acr.io/nginx:2:1.25'],
    [{ name: 'nginx', newName: 'reg.local:5000/hub/nginx' }, 'nginx:1.25', 'reg.local:5000/hub/nginx:1.25'],
    [{ name: 'nginx', newName: 'acr/nginx' }, 'nginx:', 'acr/nginx'],
  ];
  it.each(single)('%j on %j', (entry, image, expected) => {
    expect(applyImages([entry], image)).toBe(expected);
  });
});

describe('entries one after another', () => {
  const rows: readonly (readonly [readonly ImageEntry[], string])[] = [
    [
      [
        { name: 'nginx', newName: 'A' },
        { name: 'A', newName: 'B' },
      ],
      'B:1',
    ],
    [
      [
        { name: 'nginx', newName: 'A' },
        { name: 'nginx', newTag: '2' },
      ],
      'A:1',
    ],
    [
      [
        { name: 'nginx', newTag: '2' },
        { name: 'nginx', newName: 'A' },
      ],
      'A:2',
    ],
    [
      [
        { name: 'nginx', newName: 'A' },
        { name: 'nginx', newName: 'B' },
      ],
      'A:1',
    ],
  ];
  it.each(rows)('%j', (entries, expected) => {
    expect(applyImages(entries, 'nginx:1')).toBe(expected);
  });
});
