import { expect, test } from 'vitest';
import { extractImages } from '../../../../src/sources/extract.ts';
import { kubernetes } from '../../../../src/sources/kubernetes/index.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';

const manifest = `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
{% if proxy %}
        - name: proxy
          image: docker.io/envoyproxy/envoy:v1.31.0
{% endif %}
        - name: web
          image: registry.k8s.io/web:{{ web_tag }}
        - name: own
          image: "{{ web_repo }}:{{ web_tag }}"
`;

test.each([
  'roles/web/templates/web.yml.j2',
  'web.yaml.erb',
  'web.yaml.tmpl',
  'web.yaml.tpl',
  'web.yaml.templ',
])('%s', (path) => {
  expect(kubernetes.claims(path, undefined)).toBe(true);
  const source = sourceText(path, manifest);
  const { uses, unresolved, problems } = extractImages(source, [kubernetes], { buildArgs: {} });
  expect(problems).toEqual([]);
  expect(uses.map(({ value, span }) => [value, slice(source, span)])).toEqual([
    ['docker.io/envoyproxy/envoy:v1.31.0', 'docker.io/envoyproxy/envoy:v1.31.0'],
  ]);
  // What stands in variables alone is told where they are set.
  expect(unresolved.map(({ raw }) => raw)).toEqual(['registry.k8s.io/web:{{ web_tag }}']);
});

test('the image stream of an operator of OpenShift, whose file has no ending', () => {
  const text = `kind: ImageStream
apiVersion: image.openshift.io/v1
spec:
  tags:
    - name: shop
      from: {kind: DockerImage, name: "quay.io/shop/operator:1"}
`;
  expect(kubernetes.claims('manifests/image-references', undefined)).toBe(true);
  expect(kubernetes.claims('manifests/references', undefined)).toBe(false);
  const { uses } = extractImages(sourceText('manifests/image-references', text), [kubernetes], {
    buildArgs: {},
  });
  expect(uses.map(({ value }) => value)).toEqual(['quay.io/shop/operator:1']);
});
