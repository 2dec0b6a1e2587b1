import { expect, test } from 'vitest';
import { dockerfile } from '../../../../src/sources/dockerfile/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

const text = `FROM alpine
COPY --from=templates /a /a
COPY --from=busybox /b /b
COPY --from=templates:1 /c /c
`;

function images(files: Readonly<Record<string, string>>): readonly string[] {
  const fileAt = (path: string) => {
    const content = files[path];
    return content === undefined ? undefined : sourceText(path, content);
  };
  const context = { buildArgs: {}, fileAt };
  const found = dockerfile.extract(sourceText('images/web/Dockerfile', text), context)?.found ?? [];
  return found.map(({ value }) => value);
}

const others = ['alpine', 'busybox', 'templates:1'];

test.each([
  [
    'of a Bake file',
    'images/docker-bake.hcl',
    'target "web" {\n  contexts = {\n    base = "target:base-${arch}"\n    templates = "../templates"\n  }\n  args = { busybox = "1" }\n}\n',
  ],
  [
    'of one in JSON',
    'docker-bake.json',
    '{"target": {"web": {"contexts": {"templates": "./t"}, "args": {"busybox": "1"}}}}',
  ],
  [
    'of a Compose file',
    'compose.yaml',
    'services:\n  web:\n    build:\n      additional_contexts:\n        templates: ./t\n  busybox:\n    image: busybox\n',
  ],
  [
    'of a list in one',
    'docker-compose.yml',
    'services:\n  web:\n    build:\n      additional_contexts:\n      - templates=./t\n      args: {busybox: 1}\n',
  ],
])('a context %s is no image', (_, path, content) => {
  expect(images({ [path]: content })).toEqual(others);
});

test('a name that no build gives is an image', () => {
  const everything = ['alpine', 'templates', 'busybox', 'templates:1'];
  expect(images({})).toEqual(everything);
  expect(images({ 'images/web/docker-bake.hcl': 'templates = { contexts = "a" }\n' })).toEqual(everything);
});
