import { describe, expect, test } from 'vitest';
import { leftOf, overlayOf, valuesIn } from '../../support/helm-overlay.ts';

/** A chart with one pod, whose image is written as `expression`. */
function chart(values: string, expression: string, more: Readonly<Record<string, string>> = {}) {
  return {
    'Chart.yaml': 'apiVersion: v2\nname: top\nversion: 1.0.0\nappVersion: "1.27"\n',
    'values.yaml': values,
    'templates/pod.yaml': `apiVersion: v1
kind: Pod
metadata: { name: x }
spec:
  containers:
    - name: x
      image: ${expression}
`,
    ...more,
  };
}

interface Shape {
  readonly name: string;
  readonly values: string;
  readonly image: string;
  readonly overlay: string;
}

/** How public charts name their images. */
const shapes: readonly Shape[] = [
  {
    name: 'repository and tag',
    values: 'image: { repository: nginx, tag: "1.27" }\n',
    image: '"{{ .Values.image.repository }}:{{ .Values.image.tag }}"',
    overlay: 'image:\n  repository: team.azurecr.io/docker-hub/library/nginx\n',
  },
  {
    name: 'a tag that is that of the application, one that is a number, and a digest',
    values: 'image: { repository: quay.io/acme/web, tag: , digest: sha256:DIGEST }\n'.replace(
      'DIGEST',
      '0'.repeat(64),
    ),
    image:
      '"{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}@{{ .Values.image.digest }}"',
    overlay: 'image:\n  repository: team.azurecr.io/quay/acme/web\n',
  },
  {
    name: 'registry, repository and tag',
    values: 'image: { registry: docker.io, repository: bitnami/redis, tag: "7" }\n',
    image: '{{ printf "%s/%s:%s" .Values.image.registry .Values.image.repository .Values.image.tag }}',
    overlay: 'image:\n  registry: team.azurecr.io/docker-hub\n',
  },
  {
    name: 'an official image below a registry',
    values: 'image: { registry: docker.io, repository: nginx, tag: "7" }\n',
    image: '{{ .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}',
    overlay: 'image:\n  registry: team.azurecr.io/docker-hub/library\n',
  },
  {
    name: 'a registry without a value, behind a guard',
    values: 'image: { registry: "", repository: acme/web, tag: "7" }\n',
    image:
      '{{ with .Values.image.registry }}{{ . }}/{{ end }}{{ .Values.image.repository }}:{{ .Values.image.tag }}',
    overlay: 'image:\n  repository: team.azurecr.io/docker-hub/acme/web\n',
  },
  {
    name: 'a registry without a value, and one of the template in its place',
    values: 'image: { registry: "", repository: acme/web, tag: "7" }\n',
    image:
      '{{ default "quay.io" .Values.image.registry }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}',
    overlay: 'image:\n  registry: team.azurecr.io/quay\n',
  },
  {
    name: 'a registry without a value, decided by a helper',
    values: 'image: { registry: "", repository: acme/web, tag: "7" }\n',
    image: '{{ include "reg" . }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}',
    overlay: 'image:\n  registry: team.azurecr.io/quay\n',
  },
  {
    name: 'name and tag',
    values: 'image: { name: acme/web, tag: "7" }\n',
    image: '{{ .Values.image.name }}:{{ .Values.image.tag }}',
    overlay: 'image:\n  name: team.azurecr.io/docker-hub/acme/web\n',
  },
  {
    name: 'image and imageTag',
    values: 'image: acme/web\nimageTag: "7"\n',
    image: '{{ .Values.image }}:{{ .Values.imageTag }}',
    overlay: 'image: team.azurecr.io/docker-hub/acme/web\n',
  },
  {
    name: 'the whole reference: its tag is written, too',
    values: 'webImage: acme/web:7\n',
    image: '{{ .Values.webImage }}',
    overlay: 'webImage: team.azurecr.io/docker-hub/acme/web:7\n',
  },
  {
    name: 'the whole reference with a digest',
    values: `webImage: acme/web@sha256:${'0'.repeat(64)}\n`,
    image: '{{ .Values.webImage | quote }}',
    overlay: `webImage: team.azurecr.io/docker-hub/acme/web@sha256:${'0'.repeat(64)}\n`,
  },
  {
    name: 'an affix of the template',
    values: 'image: { repository: quay.io/acme/operator, tag: "7" }\n',
    image: '{{ .Values.image.repository }}-generic:{{ .Values.image.tag }}',
    overlay: 'image:\n  repository: team.azurecr.io/quay/acme/operator\n',
  },
  {
    name: 'a hub and a name of the template',
    values: 'hub: docker.io/istio\ntag: "7"\n',
    image: '{{ .Values.hub }}/pilot:{{ .Values.tag }}',
    overlay: 'hub: team.azurecr.io/docker-hub/istio\n',
  },
  {
    name: 'a prefix that ends with a slash',
    values: 'prefix: docker.io/acme/\n',
    image: '{{ .Values.prefix }}web:7',
    overlay: 'prefix: team.azurecr.io/docker-hub/acme/\n',
  },
  {
    name: 'a prefix without a value',
    values: 'imagePrefix: ""\n',
    image: '{{ .Values.imagePrefix }}acme/web:7',
    overlay: 'imagePrefix: team.azurecr.io/docker-hub/\n',
  },
  {
    name: 'registry, namespace and name',
    values: 'imageRegistry: quay.io\nimageNamespace: jetstack\nimage: { name: controller }\n',
    image: '{{ .Values.imageRegistry }}/{{ .Values.imageNamespace }}/{{ .Values.image.name }}:v1',
    overlay: 'imageRegistry: team.azurecr.io/quay\n',
  },
  {
    name: 'organization and name',
    values: 'image: { organization: acme, repository: web, tag: "7" }\n',
    image: '{{ .Values.image.organization }}/{{ .Values.image.repository }}:{{ .Values.image.tag }}',
    overlay: 'image:\n  organization: team.azurecr.io/docker-hub/acme\n',
  },
  {
    name: 'parts that are joined, some of them without a value',
    values: 'registry: quay.io\nimage: { registry: "", repository: acme, name: web }\n',
    image:
      '{{ join "/" (compact (list (default .Values.registry .Values.image.registry) .Values.image.repository .Values.image.name)) }}:1',
    overlay: 'registry: team.azurecr.io/quay\n',
  },
  {
    name: 'a registry that is also the one of the template',
    values: 'image: { registry: quay.io, repository: acme/web }\n',
    image:
      '{{ $registry := default "quay.io" .Values.image.registry }}{{ $registry }}/{{ .Values.image.repository }}:1',
    overlay: 'image:\n  registry: team.azurecr.io/quay\n',
  },
  {
    name: 'a registry that no values mention',
    values: 'image: { repository: acme/web }\n',
    image:
      '{{ $own := "" }}{{ if .Values.image.registry }}{{ $own = .Values.image.registry }}{{ end }}{{ $own | default "quay.io" }}/{{ .Values.image.repository }}:1',
    overlay: 'image:\n  registry: team.azurecr.io/quay\n',
  },
  {
    name: 'one key several times in a name',
    values: 'org: acme\n',
    image: 'quay.io/{{ .Values.org }}/{{ .Values.org }}-web:7',
    overlay: '',
  },
  {
    name: 'a value with a template in it',
    values: 'global: { hub: quay.io/acme }\nimage: "{{ .Values.global.hub }}/web:7"\n',
    image: '{{ tpl .Values.image . }}',
    overlay: 'global:\n  hub: team.azurecr.io/quay/acme\n',
  },
  {
    name: 'a key with points and one that is a word of YAML',
    values: '"a.b": { on: acme/web }\n',
    image: '{{ index .Values "a.b" "true" }}:7',
    overlay: 'a.b:\n  "true": team.azurecr.io/docker-hub/acme/web\n',
  },
  {
    name: 'a list: it is written whole',
    values:
      'containers:\n  - { name: a, image: acme/a, port: 80 }\n  - { name: b, image: registry.acme.example/b }\n',
    image: '{{ (index .Values.containers 0).image }}',
    overlay: `# Helm replaces lists as a whole: this is the chart's, with its images redirected; compare it when the chart
#   is another one.
containers:
  - image: team.azurecr.io/docker-hub/acme/a
    name: a
    port: 80
  - image: registry.acme.example/b
    name: b
`,
  },
];

describe('shapes of images in values', () => {
  test.each(shapes)('$name', ({ values, image, overlay }) => {
    const helpers =
      '{{ define "reg" }}{{ if .Values.image.registry }}{{ .Values.image.registry }}{{ else }}quay.io{{ end }}{{ end }}';
    const files = chart(values, image, { 'templates/_helpers.tpl': helpers });
    const plan = overlayOf(files);
    expect(valuesIn(files, plan)).toBe(overlay);
    expect(leftOf(plan).length).toBe(overlay === '' ? 1 : 0);
  });
});
