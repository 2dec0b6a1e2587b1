import { describe, expect, test } from 'vitest';
import { compose } from '../../../../src/sources/compose/index.ts';
import { type SourceText, slice, sourceText } from '../../../../src/text/index.ts';

/** Path, value, purpose, and the text at the span, of what is found in the first of some files. */
function read(...files: readonly (readonly [path: string, text: string])[]): readonly (readonly string[])[] {
  const sources: readonly SourceText[] = files.map(([path, text]) => sourceText(path, text));
  const [first] = sources;
  if (first === undefined) return [];
  const fileAt = (path: string) => sources.find((source) => source.path === path);
  const extraction = compose.extract(first, { buildArgs: {}, fileAt });
  return (extraction?.found ?? []).map(({ path, value, purpose, span, unresolved }) => [
    path,
    unresolved === undefined ? value : `${value} (${unresolved.reason})`,
    purpose,
    slice(first, span),
  ]);
}

describe('extends', () => {
  test('a build that is taken over makes the image its name', () => {
    const base = 'services:\n  base:\n    build: .\n';
    const text =
      'services:\n  web:\n    extends: { file: base/common.yaml, service: base }\n    image: shop/web:1\n';
    expect(read(['compose.yaml', text], ['base/common.yaml', base])).toEqual([
      ['services.web.image', 'shop/web:1', 'push', 'shop/web:1'],
    ]);
  });

  test('an image that is taken over beside a build is its name', () => {
    const text = 'services:\n  base:\n    image: shop/base:1\n  web:\n    extends: base\n    build: .\n';
    expect(read(['compose.yaml', text]).map(([path, , purpose]) => [path, purpose])).toEqual([
      ['services.base.image', 'mention'],
      ['services.web.image', 'push'],
    ]);
  });

  test('over several files, the variables are those of the file that is read', () => {
    const near = 'services:\n  near:\n    extends: { file: ../far/far.yaml, service: far }\n';
    const far = 'services:\n  far:\n    image: shop/far:$TAG\n';
    const text = 'services:\n  web:\n    extends: { file: near/near.yaml, service: near }\n';
    const files = [
      ['compose.yaml', text],
      ['.env', 'TAG=1'],
      ['near/near.yaml', near],
      ['far/far.yaml', far],
      ['far/.env', 'TAG=2'],
    ] as const;
    expect(read(...files)).toEqual([['services.web.image', 'shop/far:1', 'pull', 'near']]);
  });

  test.each([
    ['https://example.org/base.yaml', 'the service that it extends is in a repository or registry'],
    ['../outside.yaml', 'the file ../outside.yaml with the service that it extends is not here'],
  ])('%s is not visible', (file, reason) => {
    const text = `services:\n  web:\n    extends: { file: '${file}', service: base }\n`;
    expect(read(['compose.yaml', text])).toEqual([
      ['services.web.extends', `${file} (${reason})`, 'pull', file],
    ]);
  });

  test('what has an image of its own needs no other', () => {
    const text =
      'services:\n  web:\n    extends: { file: gone.yaml, service: base }\n    image: shop/web:1\n';
    expect(read(['compose.yaml', text])).toEqual([
      ['services.web.image', 'shop/web:1', 'pull', 'shop/web:1'],
    ]);
  });
});

describe('aliases and merge keys', () => {
  test('the image stands at the alias of a fragment, in each service', () => {
    const text =
      'x-app: &app\n  image: debian:11\nservices:\n  a:\n    <<: *app\n  b:\n    <<: [*app]\n  c: *app\n';
    expect(read(['compose.yaml', text])).toEqual([
      ['services.a.image', 'debian:11', 'pull', '*app'],
      ['services.b.image', 'debian:11', 'pull', '*app'],
      ['services.c.image', 'debian:11', 'pull', '*app'],
    ]);
  });

  test('an alias to a scalar, and to a scalar with variables', () => {
    const text =
      'x-i: &i shop/web:${TAG:-1}\nservices:\n  a:\n    image: *i\n  b:\n    image: &j redis:8\n  c:\n    image: *j\n';
    expect(read(['compose.yaml', text])).toEqual([
      ['services.a.image', 'shop/web:1', 'pull', '*i'],
      ['services.b.image', 'redis:8', 'pull', 'redis:8'],
      ['services.c.image', 'redis:8', 'pull', '*j'],
    ]);
  });
});

describe('builds', () => {
  test('what bake reads besides', () => {
    const text = `services:
  web:
    build:
      context: .
      x-bake:
        tags: [shop/web:2]
        cache-from: ["type=registry,ref=shop/web:cache", "type=gha"]
        cache-to: ["type=registry,ref=shop/web:cache"]
        contexts: { base: "docker-image://alpine:3.21" }
`;
    expect(read(['compose.yaml', text]).map(([path, value, purpose]) => [path, value, purpose])).toEqual([
      ['services.web.build.x-bake.tags[0]', 'shop/web:2', 'push'],
      ['services.web.build.x-bake.cache-from[0]', 'shop/web:cache', 'build'],
      ['services.web.build.x-bake.cache-to[0]', 'shop/web:cache', 'push'],
      ['services.web.build.x-bake.contexts.base', 'alpine:3.21', 'build'],
    ]);
  });

  test('the places of an inline Dockerfile with escapes, and behind an alias', () => {
    const text = `x-d: &d "FROM \\u0061lpine:\${A:-3}\\nCOPY --from=busybox:1 / /\\n"
services:
  a:
    build: { dockerfile_inline: "FROM alpine:3 AS a\\nFROM a\\nCOPY --from=busybox:\${B:-1} / /" }
  b:
    build: { dockerfile_inline: *d }
`;
    expect(read(['compose.yaml', text])).toEqual([
      ['services.a.build.dockerfile_inline!FROM', 'alpine:3', 'build', 'alpine:3'],
      ['services.a.build.dockerfile_inline!COPY --from', 'busybox:1', 'build', 'busybox:${B:-1}'],
      ['services.b.build.dockerfile_inline!FROM', 'alpine:3', 'build', '*d'],
      ['services.b.build.dockerfile_inline!COPY --from', 'busybox:1', 'build', '*d'],
    ]);
  });

  test('an image that is built under a name without a tag is also meant by the tag latest', () => {
    const text =
      'services:\n  a:\n    build: .\n    image: shop\n  b:\n    image: shop:latest\n  c:\n    image: shop:1\n';
    expect(read(['compose.yaml', text]).map(([, value, purpose]) => [value, purpose])).toEqual([
      ['shop', 'push'],
      ['shop:latest', 'mention'],
      ['shop:1', 'pull'],
    ]);
  });
});
