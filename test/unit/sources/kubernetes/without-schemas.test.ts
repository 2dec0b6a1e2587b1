import { expect, test } from 'vitest';
import { parseYamlText } from '../../../../src/formats/yaml/index.ts';
import { readObjects } from '../../../../src/sources/kubernetes/read-objects.ts';
import { withoutSchemas } from '../../../../src/sources/kubernetes/without-schemas.ts';
import { arrayWork } from '../../../support/array-work.ts';

const definition = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: apps.acme.io
  annotations:
    acme.io/image: nginx:1.27
spec:
  versions:
    - name: v1
      schema:
        openAPIV3Schema:
          type: object
# at the margin

          properties:
            image:
              default: redis:7
              description: |
                the image
            - : no YAML at all
      storage: true
    - schema:
        openAPIV3Schema: # of the older one
          type: object
    - name: v1beta1
      schema:
        openAPIV3Schema:
          properties: { image: { default: "busybox:1" } }
      runnerImage: ghcr.io/acme/runner:1
`;

const pod = `apiVersion: v1
kind: Pod
spec: { containers: [{ name: x, image: alpine:3 }] }
`;

test('blanks take the place of what stands below the key, line breaks around it stay', () => {
  const blanked = withoutSchemas(definition);
  expect(blanked).toHaveLength(definition.length);
  const kept = ['acme.io/image: nginx:1.27', 'storage: true', 'of the older one', 'runnerImage'];
  for (const text of kept) expect(blanked.indexOf(text)).toBe(definition.indexOf(text));
  for (const text of ['the image', 'redis:7', 'at the margin', 'busybox:1'])
    expect(blanked).not.toContain(text);
  expect(parseYamlText(blanked).problems).toEqual([]);
});

test.each([
  ['no definition', definition.replace('kind: CustomResourceDefinition', 'kind: App')],
  ['a definition in a text', `kind: ConfigMap\ndata:\n  a: |\n${definition.replace(/^/gm, '    ')}`],
  ['no key', pod],
  ['a key with its value beside it', 'kind: CustomResourceDefinition\nopenAPIV3Schema: { a: image }\n'],
  ['a key in a list', 'kind: CustomResourceDefinition\nspec:\n  - openAPIV3Schema:\n      a: image\n'],
  ['an anchor', 'kind: CustomResourceDefinition\nopenAPIV3Schema:\n  a: &x image\nb: *x\n'],
  [
    'the definition in another document',
    `kind: CustomResourceDefinition\n---\nopenAPIV3Schema:\n  a: image\n`,
  ],
])('with %s it is the same text', (_, text) => {
  expect(withoutSchemas(text)).toBe(text);
});

test('the images of a stream are the same, where they are', () => {
  const stream = `# first\n${pod}---\n${definition}---\n${pod}---\r\n${definition.replaceAll('\n', '\r\n')}`;
  const whole = stream
    .replaceAll('            - : no YAML at all\n', '')
    .replaceAll(/ +- : no YAML at all\r\n/g, '');
  const found = (text: string) => readObjects(parseYamlText(text)).found;
  expect(found(whole).map(({ value }) => value)).toEqual([
    'alpine:3',
    'nginx:1.27',
    'alpine:3',
    'nginx:1.27',
  ]);
  expect(found(withoutSchemas(whole))).toEqual(found(whole));
});

test('the end of the text ends a schema, and an empty one has nothing to blank', () => {
  const head = 'kind: CustomResourceDefinition\nspec:\n  openAPIV3Schema:\n';
  expect(withoutSchemas(`${head}    a: image`)).toBe(`${head.slice(0, -1)}${' '.repeat(13)}`);
  expect(withoutSchemas(`${head}  b: image\n`)).toBe(`${head}  b: image\n`);
});

test.each([
  ['keys in one line', 'kind: CustomResourceDefinition\n', 'openAPIV3Schema: '],
  ['keys of no definition', '', 'openAPIV3Schema:\n'],
  ['keys in as many documents', '', '---\nkind: CustomResourceDefinition\nopenAPIV3Schema:\n'],
  ['keys one below the other', 'kind: CustomResourceDefinition\n', 'openAPIV3Schema:\n  a: b\n'],
])('the work grows with the text: %s', (_, head, part) => {
  const work = (times: number) => arrayWork(() => withoutSchemas(head + part.repeat(times)));
  expect(work(4_000) / work(1_000)).toBeLessThan(5);
});
