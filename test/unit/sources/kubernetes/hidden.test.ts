import { describe, expect, test } from 'vitest';
import { parseYaml } from '../../../../src/formats/yaml/index.ts';
import { readObjects } from '../../../../src/sources/kubernetes/read-objects.ts';
import { slice, sourceText } from '../../../../src/text/index.ts';
import { found, judged, raws, uses } from './extract.ts';

const pod = (body: string): string =>
  `apiVersion: v1\nkind: Pod\nspec: { containers: [{ name: a, ${body} }] }\n# image\n`;

/** What is found in one argument list, without the path to the container. */
const told = (body: string): readonly string[] =>
  judged(pod(body)).map((line) => line.replace('spec.containers[0].', ''));

const config = (data: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: c }\ndata:\n${data}`;

describe('arguments', () => {
  test.each([
    ['["--web-image=ghcr.io/a/b:1"]', ['args[0] = ghcr.io/a/b:1 (likely)']],
    ['["-web-image", "ghcr.io/a/b:1"]', ['args[1] = ghcr.io/a/b:1 (likely)']],
    ['["--webImage", "a/b:1"]', ['args[1] = a/b:1 (likely)']],
    ['["--image=ghcr.io/a/b"]', ['args[0] = ghcr.io/a/b (likely)']],
    ['["--image=nginx:1.27"]', ['args[0] = nginx:1.27 (possible)']],
    ['["--image=a/b"]', ['args[0] = a/b (possible)']],
    [
      '["--config-reloader=quay.io/a/b:1@sha256:19f02276bf8dbdd62f069b922f10c65262cc34b710eea26ff928129a736be791"]',
      [
        'args[0] = quay.io/a/b:1@sha256:19f02276bf8dbdd62f069b922f10c65262cc34b710eea26ff928129a736be791 (likely)',
      ],
    ],
    ['["--agent", "quay.io/a/b:1"]', ['args[1] = quay.io/a/b:1 (possible)']],
    ['["quay.io/a/b:1"]', ['args[0] = quay.io/a/b:1 (possible)']],
    ['["set", "image", "deploy/web", "web=quay.io/a/b:1"]', ['args[3] = quay.io/a/b:1 (possible)']],
    [
      '["--images=quay.io/a/b:1,quay.io/c/d:2"]',
      ['args[0] = quay.io/a/b:1 (likely)', 'args[0] = quay.io/c/d:2 (likely)'],
    ],
    ['["--web-image=a/b", "--web-image-tag=2"]', ['args[0] = a/b:2 (likely)']],
    ['["--image-repository=ghcr.io/a/b", "--image-tag=2"]', ['args[0] = ghcr.io/a/b:2 (likely)']],
    ['["--destination=ghcr.io/a/b:1"]', ['args[0] = ghcr.io/a/b:1 (likely, push)']],
    ['["--output-image=ghcr.io/a/b:1"]', ['args[0] = ghcr.io/a/b:1 (likely, push)']],
    ['["--allowed-images=ghcr.io/a/b:1"]', ['args[0] = ghcr.io/a/b:1 (likely, mention)']],
    [
      '["copy", "docker://quay.io/a/b", "docker://quay.io/c/d"]',
      ['args[1] = quay.io/a/b (possible)', 'args[2] = quay.io/c/d (possible, push)'],
    ],
    ['["--web-image=$(REGISTRY)/b:1"]', ['args[0] = $(REGISTRY)/b:1 (possible, variable)']],
    ['["--web-image=ko://example.com/cmd"]', ['args[0] = ko://example.com/cmd (possible, not-visible)']],
  ])('%s', (args, expected) => {
    expect(told(`args: ${args}`)).toEqual(expected);
  });

  test.each([
    '["info", "run", "/bin/sh", "-c"]',
    '["--log-level=debug", "--v=4", "--leader-elect"]',
    '["--listen=localhost:8080", "--metrics=0.0.0.0:9090", "--redis=redis:6379"]',
    '["--url=https://ghcr.io/a/b:1", "--git=git@github.com:a/b.git"]',
    '["--module=github.com/a/b:v1"]',
    '["--user=1000:1000", "--chown=root:root"]',
    '["--constraint=>=1.2.0 <2", "--range=~1.2"]',
    '["--config=/etc/a/b.yaml", "--values=a/b.yaml:1"]',
    '["--api=api.a.svc:443/v1", "--peer=web.shop.svc.cluster.local:5000/a:1"]',
    '["--image-pull-policy=Always", "--image=true", "--image-gc-high-threshold=80"]',
    '["--image-service-endpoint=unix:///run/x.sock", "--image-dir=var/images"]',
    '["--image=logo.png", "--disk-image=disks/a.qcow2"]',
    '["--image", "--other"]',
    '["--web-image=$(params.IMAGE)"]',
  ])('nothing in %s', (args) => {
    expect(told(`args: ${args}`)).toEqual([]);
  });

  test('the span is the reference behind the flag', () => {
    expect(raws(pod('args: [--web-image=ghcr.io/a/b:1, "--db-image=ghcr.io/c/d:2"]'))).toEqual([
      'ghcr.io/a/b:1',
      'ghcr.io/c/d:2',
    ]);
  });

  test('an alias is where the use stands, its piece is the reference', () => {
    const text = pod('command: &c ["--web-image=ghcr.io/a/b:1"], args: *c');
    expect(raws(text)).toEqual(['ghcr.io/a/b:1', '*c']);
    const source = sourceText('manifest.yaml', text);
    const [literal, alias] = found(text);
    expect(slice(source, literal?.span ?? { start: 0, end: 0 })).toBe('ghcr.io/a/b:1');
    expect(alias?.value).toBe('ghcr.io/a/b:1');
  });
});

describe('scripts', () => {
  const script = (lines: string): readonly string[] =>
    judged(
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n      image: x\n      args:\n        - |\n${lines.replace(/^/gm, '          ')}\n`,
    ).slice(1);
  const at = (value: string): string => `spec.containers[0].args[0]${value}`;

  test.each([
    ['docker pull ghcr.io/a/b:1', [' = ghcr.io/a/b:1 (possible)']],
    ['sudo podman run --rm -it ghcr.io/a/b:1 bash', [' = ghcr.io/a/b:1 (possible)']],
    ['docker run \\\n  --name x \\\n  a/b:1', [' = a/b:1 (possible)']],
    ['docker push ghcr.io/a/b:1', [' = ghcr.io/a/b:1 (possible, push)']],
    ['kubectl run x --image=ghcr.io/a/b:1', ['!image = ghcr.io/a/b:1 (possible)']],
    ['kubectl run x --image ghcr.io/a/b:1', ['!image = ghcr.io/a/b:1 (possible)']],
    ['WEB_IMAGE="ghcr.io/a/b:1"', ['!WEB_IMAGE = ghcr.io/a/b:1 (possible)']],
    [
      'skopeo copy docker://quay.io/a/b:1 docker://quay.io/c/d:1',
      [' = quay.io/a/b:1 (possible)', ' = quay.io/c/d:1 (possible, push)'],
    ],
    [
      'kubectl apply -f - <<EOF\n- name: x\n  image: ghcr.io/a/b:1\nEOF',
      ['!image = ghcr.io/a/b:1 (possible)'],
    ],
    ['# docker pull ghcr.io/a/b:1\necho', []],
    ['docker ps; echo ghcr.io/a/b:1', []],
    ['docker run nginx', []],
    ['docker build -t ghcr.io/a/b:1 .', []],
  ])('%s', (lines, expected) => {
    // The pre-check of the file asks for the word.
    expect(script(`${lines}\n: image`)).toEqual(expected.map(at));
  });
});

describe('variables', () => {
  test.each([
    ['[{ name: RELATED_IMAGE_WEB, value: "quay.io/a/b:1" }]', ['env[0].value = quay.io/a/b:1 (likely)']],
    ['[{ name: RELATED_IMAGE_WEB, value: quay.io/a/b }]', ['env[0].value = quay.io/a/b (likely)']],
    ['[{ name: IMAGE_PIPELINES_ARG__SHELL_IMAGE, value: "a/b:1" }]', ['env[0].value = a/b:1 (likely)']],
    ['[{ name: AGENT, value: "quay.io/a/b:1" }]', ['env[0].value = quay.io/a/b:1 (possible)']],
    ['[{ name: X_IMAGE_AND_VERSION, value: "quay.io/a/b:1" }]', ['env[0].value = quay.io/a/b:1 (likely)']],
    [
      '[{ name: A_IMAGE, value: a/b }, { name: A_TAG, value: "1" }, { name: B_IMAGE, value: c/d }]',
      ['env[0].value = a/b:1 (likely)', 'env[2].value = c/d (possible)'],
    ],
    ['[{ name: A_IMAGE, value: "${A_IMG}" }]', ['env[0].value = ${A_IMG} (possible, variable)']],
    ['[{ name: STRIMZI_IMAGE_PULL_SECRETS, value: "" }, { name: IMAGE_DIR, value: a/b }]', []],
    ['[{ name: A_IMAGE, valueFrom: { fieldRef: { fieldPath: x } } }, { value: "a/b:1" }]', []],
    ['[{ name: HOST, value: "localhost:8080" }, { name: PATH, value: "/usr/bin:/bin" }]', []],
  ])('%s', (env, expected) => {
    expect(told(`env: ${env}`)).toEqual(expected);
  });

  test('registry, repository and tag of one image are its pieces', () => {
    const [image] = found(
      pod(
        'env: [{ name: W_IMAGE_REGISTRY, value: ghcr.io }, { name: W_IMAGE_REPOSITORY, value: a/b }, { name: W_IMAGE_TAG, value: "1" }]',
      ),
    );
    expect(image?.value).toBe('ghcr.io/a/b:1');
    expect(image?.pieces?.map(({ role, value }) => `${role} ${value}`)).toEqual([
      'registry ghcr.io',
      'repository a/b',
      'tag 1',
    ]);
  });

  test('of custom resources, and their parameters', () => {
    const task = (name: string, value: string): readonly string[] =>
      judged(`apiVersion: tekton.dev/v1\nkind: Task\nspec: { params: [{ name: ${name}, ${value} }] }\n`);
    expect(task('BUILDER_IMAGE', 'default: "quay.io/a/b:1"')).toEqual([
      'spec.params[0].default = quay.io/a/b:1 (likely)',
    ]);
    expect(task('BUILDER_IMAGE', 'value: "quay.io/a/b:1"')).toEqual([
      'spec.params[0].value = quay.io/a/b:1 (possible)',
    ]);
    expect(task('IMAGE', 'value: "registry:5000/a"')).toEqual([]);
  });
});

describe('annotations', () => {
  const annotated = (text: string): readonly string[] =>
    judged(`apiVersion: v1\nkind: Pod\nmetadata: { annotations: { ${text} } }\n`);
  test.each([
    [
      'sidecar.istio.io/proxyImage: "a/b:1"',
      ['metadata.annotations["sidecar.istio.io/proxyImage"] = a/b:1 (likely)'],
    ],
    [
      'vault.hashicorp.com/agent-image: "hashicorp/vault:1"',
      ['metadata.annotations["vault.hashicorp.com/agent-image"] = hashicorp/vault:1 (likely)'],
    ],
    ['image: "a/b:1"', []],
    ['opendatahub.io/notebook-image: "true"', []],
    ['opendatahub.io/notebook-image-url: "https://github.com/a/b"', []],
    ['argocd-image-updater.argoproj.io/image-list: "web=ghcr.io/a/b:1"', []],
  ])('%s', (text, expected) => {
    expect(annotated(text)).toEqual(expected);
  });
});

describe('texts within fields', () => {
  test.each([
    ['literal', '  a.yaml: |\n    x:\n      image: ghcr.io/a/b:1\n'],
    ['with an indentation of its own', '  a.yaml: |2\n      image: ghcr.io/a/b:1\n'],
    ['folded, with a blank line', '  a.yaml: >\n    # c\n\n    image: ghcr.io/a/b:1\n'],
    ['single quotes', '  a.json: \'{"image": "ghcr.io/a/b:1", "it\'\'s": 1}\'\n'],
    ['double quotes', '  a.json: "{\\"image\\": \\"ghcr.io/a/b:1\\"}"\n'],
    ['escaped line breaks', '  a.yaml: "x: 1\\nimage: ghcr.io/a/b:1\\n"\n'],
    [
      'two levels',
      '  a.yaml: |\n    data:\n      b.json: "{\\"image\\": \\"ghcr.io/a/b:1\\"}"\n    image: 1\n',
    ],
    ['carriage returns', '  a.yaml: |\r\n    x: 1\r\n    image: ghcr.io/a/b:1\r\n'],
    ['a template', '  a.yaml: |\n    {{- if .x }}\n    image: ghcr.io/a/b:1\n    {{- end }}\n'],
    ['properties', '  a.properties: |\n    # c\n    x.image=ghcr.io/a/b:1\n'],
    ['an alias', '  b: &b |\n    image: ghcr.io/a/b:1\n  c: *b\n'],
  ])('%s: the span is that of the reference', (_, data) => {
    expect(raws(config(data))).toEqual(['ghcr.io/a/b:1']);
    expect(found(config(data)).map(({ value, confidence }) => `${value} ${confidence}`)).toEqual([
      'ghcr.io/a/b:1 likely',
    ]);
  });

  test('a reference that is itself written with escapes is pointed at with them', () => {
    expect(raws(config('  a: "{\\"image\\": \\"ghcr.io/a\\u002fb:1\\"}"\n'))).toEqual([
      'ghcr.io/a\\u002fb:1',
    ]);
  });

  test('the path leads through the text, and no path of kustomize does', () => {
    const text = config(
      '  pod.yaml: |\n    apiVersion: v1\n    kind: Pod\n    spec: { containers: [{ name: a, image: "a:1" }] }\n',
    );
    expect(uses(text)).toEqual(['data["pod.yaml"]!spec.containers[0].image = a:1']);
    expect(found(text)[0]?.object).toMatchObject({ kind: 'ConfigMap', name: 'c' });
  });

  test('without the text of the stream the whole scalar is the place', () => {
    const source = sourceText('m.yaml', config('  a.yaml: |\n    x: 1\n    image: ghcr.io/a/b:1\n'));
    const { documents, problems } = parseYaml(source);
    const [image] = readObjects({ documents, problems }).found;
    expect(image?.value).toBe('ghcr.io/a/b:1');
    expect(slice(source, image?.span ?? { start: 0, end: 0 })).toBe('x: 1\n    image: ghcr.io/a/b:1');
    expect(image?.pieces).toBeUndefined();
  });

  test.each([
    ['PromQL in a dashboard', '  d.json: |\n    { "expr": "sum(x{image!=\\"\\"})", "image": "logo.png" }\n'],
    ['documentation', '  _example: |\n    image: ghcr.io/a/b:1\n'],
    ['prose', '  readme: |\n    The image is what you see.\n'],
    ['a broken document', '  a.yaml: |\n    image: [\n'],
    ['words', '  image: enabled\n  tag: "1"\n'],
  ])('nothing in %s', (_, data) => {
    expect(judged(config(data))).toEqual([]);
  });

  test('Base64 is not read, plain text of a secret is', () => {
    const text =
      'apiVersion: v1\nkind: Secret\ndata: { a: aW1hZ2U6IGEvYjox }\nstringData: { a: "{\\"image\\": \\"a/b:1\\"}" }\n';
    expect(uses(text)).toEqual(['stringData.a!image = a/b:1']);
  });
});

test('the bundles of an operator catalogue', () => {
  const text = [
    'schema: olm.package\nname: web\nicon: { base64data: x, image: "a:1" }\n',
    'schema: olm.bundle\nname: web.v1\nimage: quay.io/a/bundle:1\nrelatedImages:\n  - { name: web, image: "quay.io/a/web:1" }\n',
  ].join('---\n');
  expect(judged(text)).toEqual([
    'image = quay.io/a/bundle:1 (certain)',
    'relatedImages[0].image = quay.io/a/web:1 (certain)',
  ]);
  expect(found(text)[0]?.object).toEqual({ kind: 'olm.bundle', name: 'web.v1' });
});
