import { describe, expect, test } from 'vitest';
import { configuredFields, type ImageField } from '../../../../src/sources/configured/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

function found(
  text: string,
  fields: readonly ImageField[],
  flags: readonly string[] = [],
): readonly string[] {
  const source = sourceText('app.yaml', text);
  const read = configuredFields({ fields, flags }, (glob, path) => glob === path).extract(source);
  return [
    ...read.found.map(({ path, value, span, pieces, purpose }) => {
      const raw =
        pieces === undefined
          ? slice(source, span)
          : pieces.map((piece) => slice(source, piece.span)).join('+');
      return [path, value, ...(raw === value ? [] : [raw]), ...(purpose === 'pull' ? [] : [purpose])].join(
        ' ',
      );
    }),
    ...read.none.map((span) => `none ${slice(source, span)}`),
  ];
}

const app = `apiVersion: acme.io/v1
kind: App
metadata: {name: web}
spec:
  runtime: {runner: "nginx:1.25"}
  stages:
  - runner: redis:7
  - runner: busybox
  a/b: {c: alpine:3}
  boot: docker://ghcr.io/acme/disk:1
  split: {host: quay.io, where: acme/app, is: v1}
`;

describe('paths', () => {
  test.each<[string, ImageField, readonly string[]]>([
    ['a field of a kind', { kind: 'App', path: 'spec/runtime/runner' }, ['spec.runtime.runner nginx:1.25']],
    [
      'lists, as kustomize writes them',
      { kind: 'App', path: 'spec/stages[]/runner' },
      ['spec.stages[0].runner redis:7', 'spec.stages[1].runner busybox'],
    ],
    [
      'lists, as Kyverno writes them',
      { kind: 'App', path: '/spec/stages/*/runner' },
      ['spec.stages[0].runner redis:7', 'spec.stages[1].runner busybox'],
    ],
    [
      'lists that are not mentioned',
      { path: 'spec/stages/runner' },
      ['spec.stages[0].runner redis:7', 'spec.stages[1].runner busybox'],
    ],
    [
      'any key',
      { group: 'acme.io', path: 'spec/*/runner' },
      ['spec.runtime.runner nginx:1.25', 'spec.stages[0].runner redis:7', 'spec.stages[1].runner busybox'],
    ],
    ['a key with a slash', { path: 'spec/a\\/b/c' }, ['spec["a/b"].c alpine:3']],
    [
      'a key of the map at the path',
      { path: 'spec/runtime', value: 'runner' },
      ['spec.runtime.runner nginx:1.25'],
    ],
    ['a prefix', { path: 'spec/boot', prefix: 'docker://' }, ['spec.boot ghcr.io/acme/disk:1']],
    ['another prefix', { path: 'spec/boot', prefix: 'oci://' }, []],
    [
      'parts',
      { path: 'spec/split/where', registry: 'host', tag: 'is' },
      ['spec.split.where quay.io/acme/app:v1 quay.io+acme/app+v1'],
    ],
    ['a purpose', { path: 'spec/a\\/b/c', purpose: 'push' }, ['spec["a/b"].c alpine:3 push']],
    ['what is none', { path: 'spec/a\\/b/c', purpose: 'none' }, ['none alpine:3']],
    ['another kind', { kind: 'Job', path: 'spec/runtime/runner' }, []],
    ['another group', { group: 'acme.com', path: 'spec/runtime/runner' }, []],
    ['another version', { version: 'v2', path: 'spec/runtime/runner' }, []],
    [
      'the same version',
      { group: 'acme.io', version: 'v1', kind: 'App', path: 'spec/runtime/runner' },
      ['spec.runtime.runner nginx:1.25'],
    ],
    ['another file', { files: 'other.yaml', path: 'spec/runtime/runner' }, []],
    ['this file', { files: 'app.yaml', path: 'spec/runtime/runner' }, ['spec.runtime.runner nginx:1.25']],
    ['nothing there', { path: 'spec/none/runner' }, []],
    ['no reference there', { path: 'spec/stages' }, []],
  ])('%s', (_, field, expected) => {
    expect(found(app, [field])).toEqual(expected);
  });

  test('objects within lists and other objects are found by their kind', () => {
    const list =
      'apiVersion: v1\nkind: List\nitems:\n- apiVersion: acme.io/v1\n  kind: App\n  spec: {runner: a:1}\n';
    expect(found(list, [{ kind: 'App', path: 'spec/runner' }])).toEqual(['spec.runner a:1']);
  });

  test('an alias is the place, and what it names is the piece', () => {
    const text = 'x: &runner nginx:1\nspec: {runner: *runner}\n';
    expect(found(text, [{ path: 'spec/runner' }])).toEqual(['spec.runner nginx:1']);
  });

  test('aliases in circles come to an end', () => {
    expect(found('a: &a {b: *a, c: [*a, *a]}\n', [{ path: 'a/*/*/*/*/*/*/d' }])).toEqual([]);
  });

  test('a template that keeps a value from being known is said', () => {
    const text = 'spec:\n  {{ if .x }}\n  runner: nginx:{{ .tag }}\n  {{ end }}\n';
    expect(found(text, [{ path: 'spec/runner' }])).toEqual(['spec.runner nginx:{{ .tag }}']);
  });
});

test.each<[string, string, readonly string[]]>([
  ['a flag with its value', 'args: ["--runner=nginx:1"]', ['args[0] nginx:1']],
  ['a flag and its value', 'args: [-v, --runner, nginx:1]', ['args[2] nginx:1']],
  ['a variable', 'env: [{name: RUNNER, value: nginx:1}]', ['env[0].value nginx:1']],
  ['a key', 'data: {RUNNER: nginx:1}', ['data.RUNNER nginx:1']],
  ['a flag at the end', 'args: [--runner]', []],
  ['a flag that begins alike', 'args: ["--runner-up=nginx:1"]', []],
])('%s', (_, text, expected) => {
  expect(found(text, [], ['--runner', 'RUNNER'])).toEqual(expected);
});
