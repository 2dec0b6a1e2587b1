import { describe, expect, test } from 'vitest';
import { leftOf, overlayOf, registry, valuesIn } from '../../support/helm-overlay.ts';

type Files = Readonly<Record<string, string>>;

const metadata = 'apiVersion: v2\nname: top\nversion: 1.0.0\n';

function pod(name: string, image: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name} }\nspec: { containers: [{ name: x, image: ${image} }] }\n`;
}

function chart(values: string, templates: Files, more: Files = {}): Files {
  const named = Object.entries(templates).map(([name, text]) => [`templates/${name}.yaml`, text]);
  return { 'Chart.yaml': metadata, 'values.yaml': values, ...Object.fromEntries(named), ...more };
}

const image = (key: string): string =>
  `"{{ .Values.${key}.registry }}/{{ .Values.${key}.repository }}:{{ .Values.${key}.tag }}"`;

const globalImage = (key: string): string =>
  `"{{ default .Values.${key}.registry .Values.global.imageRegistry }}/{{ .Values.${key}.repository }}:{{ .Values.${key}.tag }}"`;

const two = `global: { imageRegistry: "" }
web: { registry: docker.io, repository: acme/web, tag: "1" }
job: { registry: docker.io, repository: acme/job, tag: "2" }
`;

describe('keys that reach several images', () => {
  const files = chart(two, { web: pod('web', globalImage('web')), job: pod('job', globalImage('job')) });

  test('one global registry in place of one for each', () => {
    const plan = overlayOf(files);
    expect(valuesIn(files, plan)).toBe('global:\n  imageRegistry: team.azurecr.io/docker-hub\n');
    expect(plan.redirected.map(({ image: { value }, keys }) => [value, keys])).toEqual([
      ['docker.io/acme/web:1', ['global.imageRegistry']],
      ['docker.io/acme/job:2', ['global.imageRegistry']],
    ]);
  });

  test('not where it reaches an image that has to stay', () => {
    const own = two.replace('docker.io, repository: acme/job', 'registry.acme.example, repository: acme/job');
    const mixed = { ...files, 'values.yaml': own };
    expect(valuesIn(mixed, overlayOf(mixed))).toBe('web:\n  registry: team.azurecr.io/docker-hub\n');
  });

  test('nor where the images are behind different rules', () => {
    const mixed = {
      ...files,
      'values.yaml': two.replace('docker.io, repository: acme/job', 'quay.io, repository: acme/job'),
    };
    expect(valuesIn(mixed, overlayOf(mixed))).toBe(
      'web:\n  registry: team.azurecr.io/docker-hub\njob:\n  registry: team.azurecr.io/quay\n',
    );
  });

  test('a global registry that the template asks for first is found where images have none', () => {
    const literal = chart('global: { registry: "" }\n', {
      a: pod('a', '"{{ with .Values.global.registry }}{{ . }}/{{ end }}acme/a:1"'),
      b: pod('b', '"{{ with .Values.global.registry }}{{ . }}/{{ end }}acme/b:1"'),
    });
    expect(valuesIn(literal, overlayOf(literal))).toBe('global:\n  registry: team.azurecr.io/docker-hub\n');
  });
});

describe('images that share a key', () => {
  const shared = (rows: string): Files =>
    chart(rows, {
      a: pod('a', '"{{ .Values.registry }}/{{ .Values.a }}:1"'),
      b: pod('b', '"{{ .Values.registry }}/{{ .Values.b }}:1"'),
    });

  test('an official image beside one of a user: the registry is as long as both have it', () => {
    const files = shared('registry: docker.io\na: nginx\nb: acme/b\n');
    const plan = overlayOf(files);
    expect(valuesIn(files, plan)).toBe('registry: team.azurecr.io/docker-hub\na: library/nginx\n');
    expect(leftOf(plan)).toEqual([]);
  });

  test('one that has to stay keeps the key, and the other is told', () => {
    const files = shared('registry: docker.io\na: acme/a\nb: acme/b\n');
    const plan = overlayOf(files, {
      registry: { ...registry, exempt: [{ image: 'docker.io/acme/b', reason: 'x' }] },
    });
    expect(plan.settings.size).toBe(0);
    expect(leftOf(plan)).toEqual(['docker.io/acme/a:1: shared']);
    expect(plan.left[0]?.reason).toBe(
      'registry is also that of docker.io/acme/b:1, which needs another value',
    );
  });

  test('several images in one text', () => {
    const files = chart(
      'runtimes: |\n  [{"image": "acme/go:1"}, {"image": "acme/go-init:1"}, {"image": "registry.acme.example/x:1"}]\n',
      {
        config:
          'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata:\n  runtimes.json: {{ .Values.runtimes | quote }}\n',
      },
    );
    const plan = overlayOf(files);
    expect(valuesIn(files, plan)).toContain(
      '[{"image": "team.azurecr.io/docker-hub/acme/go:1"}, {"image": "team.azurecr.io/docker-hub/acme/go-init:1"}, {"image": "registry.acme.example/x:1"}]',
    );
  });
});

describe('what is proven', () => {
  test('a registry that is used elsewhere stays, and the repository is told the whole name', () => {
    const files = chart('a: { registry: quay.io, repository: acme/a, tag: "1" }\n', {
      a: pod('a', image('a')),
      config:
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: x }\ndata: { mirror: "{{ .Values.a.registry }}" }\n',
    });
    const plan = overlayOf(files);
    expect(plan.settings.size).toBe(0);
    expect(leftOf(plan)).toEqual(['quay.io/acme/a:1: unproven']);
    expect(plan.left[0]?.reason).toContain(
      '`data: { mirror: "quay.io" }` in top/templates/config.yaml would become',
    );
  });

  test('names of the image in other texts, and checksums, may change with it', () => {
    const files = chart('a: acme/a\n', {
      a: `${pod('a', '"{{ .Values.a }}:1"')}---\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: x, annotations: { sum: {{ .Values.a | sha256sum }} } }\ndata: { text: "runs {{ .Values.a }} here" }\n`,
    });
    expect(valuesIn(files, overlayOf(files))).toBe('a: team.azurecr.io/docker-hub/acme/a\n');
  });

  test('a value that a template does not take as it is', () => {
    const files = chart('a: acme/a\n', {
      a: pod('a', '"{{ .Values.a | trunc 6 }}:1"'),
      b: pod('b', '"{{ if hasPrefix "acme/" .Values.a }}acme/b{{ else }}registry.acme.example/c{{ end }}:1"'),
    });
    const plan = overlayOf(files);
    expect(plan.settings.size).toBe(0);
    expect(leftOf(plan)).toEqual(['acme/b:1: literal', 'acme/a:1: unproven']);
  });

  test('a schema that refuses the value', () => {
    const files = chart(
      'a: acme/a\nb: acme/b\n',
      { a: pod('a', '{{ .Values.a }}:1'), b: pod('b', '{{ .Values.b }}:1') },
      {
        'values.schema.json': '{"properties": {"a": {"pattern": "^acme/"}}}',
      },
    );
    const plan = overlayOf(files);
    expect(valuesIn(files, plan)).toBe('b: team.azurecr.io/docker-hub/acme/b\n');
    expect(leftOf(plan)).toEqual(['acme/a:1: unproven']);
  });

  test("Bitnami's charts are told that other images are meant", () => {
    const files = chart(
      'a: acme/a\n',
      { a: pod('a', '{{ .Values.a }}:1') },
      {
        'templates/NOTES.txt':
          '{{ if and (ne .Values.a "acme/a") (not (((.Values.global).security).allowInsecureImages)) }}{{ fail "set global.security.allowInsecureImages to true" }}{{ end }}',
      },
    );
    expect(valuesIn(files, overlayOf(files))).toBe(
      'global:\n  security:\n    # The chart refuses images from elsewhere without it.\n    allowInsecureImages: true\na: team.azurecr.io/docker-hub/acme/a\n',
    );
  });
});

test("also by a chart of Bitnami's that is off: its notes are rendered when it is on", () => {
  const notes =
    '{{ if and (ne .Values.a "acme/a") (not (((.Values.global).security).allowInsecureImages)) }}{{ fail "set global.security.allowInsecureImages to true" }}{{ end }}';
  const files = {
    'Chart.yaml': `${metadata}dependencies: [{ name: sub, version: 1.x, condition: sub.enabled }]\n`,
    'values.yaml': 'sub: { enabled: false }\n',
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    'charts/sub/values.yaml': 'a: acme/a\n',
    'charts/sub/templates/NOTES.txt': notes,
    'charts/sub/templates/pod.yaml': pod('a', '{{ .Values.a }}:1'),
  };
  expect(valuesIn(files, overlayOf(files))).toContain('allowInsecureImages: true\n');
  expect(
    valuesIn(
      { ...files, 'charts/sub/templates/NOTES.txt': '' },
      overlayOf({ ...files, 'charts/sub/templates/NOTES.txt': '' }),
    ),
  ).not.toContain('global');
});

describe('conditions, subcharts and what is given', () => {
  const parts = {
    'Chart.yaml': `${metadata}dependencies:\n  - { name: redis, version: 1.x, alias: cache, condition: cache.enabled }\n`,
    'charts/redis/Chart.yaml': 'apiVersion: v2\nname: redis\nversion: 1.0.0\n',
    'charts/redis/values.yaml': 'metrics: { enabled: false, image: acme/exporter }\nimage: acme/redis\n',
    'charts/redis/templates/pods.yaml': `${pod('redis', '"{{ .Values.image }}:1"')}{{ if .Values.metrics.enabled }}\n---\n${pod('m', '"{{ .Values.metrics.image }}:1"')}{{ end }}`,
  };
  const files = chart(
    'zebra: acme/zebra\ncache: { enabled: false }\nant: acme/ant\n',
    {
      z: pod('z', '"{{ .Values.zebra }}:1"'),
      a: `{{ if .Values.ants }}\n${pod('a', '"{{ .Values.ant }}:1"')}{{ end }}`,
    },
    parts,
  );

  test('keys below the alias, in the order of the chart, with what they hang on', () => {
    expect(valuesIn(files, overlayOf(files))).toBe(`zebra: team.azurecr.io/docker-hub/acme/zebra
cache:
  metrics:
    # Only when cache.enabled and cache.metrics.enabled.
    image: team.azurecr.io/docker-hub/acme/exporter
  # Only when cache.enabled.
  image: team.azurecr.io/docker-hub/acme/redis
# Only when ants.
ant: team.azurecr.io/docker-hub/acme/ant
`);
  });

  test('values that are given count, and --set cannot be overruled', () => {
    const given = overlayOf(files, {
      values: 'cache: { enabled: true, image: quay.io/acme/own }\n',
      set: ['zebra=quay.io/acme/zebra'],
    });
    expect(valuesIn(files, given)).toContain('  image: team.azurecr.io/quay/acme/own\n');
    expect(valuesIn(files, given)).not.toContain('zebra');
    expect(leftOf(given)).toEqual(['quay.io/acme/zebra:1: set']);
  });

  test('what the cache does not serve stays, and is told', () => {
    const plan = overlayOf(
      chart('a: ghcr.io/acme/a\nb: registry.unheard.example/b\nc: registry.acme.example/c\n', {
        a: pod('a', '{{ .Values.a }}:1'),
        b: pod('b', '{{ .Values.b }}:1'),
        c: pod('c', '{{ .Values.c }}:1'),
      }),
    );
    expect(plan.settings.size).toBe(0);
    expect(leftOf(plan)).toEqual([
      'ghcr.io/acme/a:1: uncovered',
      'registry.unheard.example/b:1: unsupported',
    ]);
  });

  test('given its own values, a chart has nothing left to redirect', () => {
    const first = overlayOf(files);
    const again = overlayOf(files, { values: valuesIn(files, first) });
    expect(again.settings.size).toBe(0);
    expect(leftOf(again)).toEqual([]);
  });
});
