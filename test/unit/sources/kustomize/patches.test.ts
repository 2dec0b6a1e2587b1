import { describe, expect, it } from 'vitest';
import { extractImages, type FileImages } from '../../../../src/sources/extract.ts';
import { kustomize } from '../../../../src/sources/kustomize/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function extract(text: string): FileImages {
  return extractImages(sourceText('k8s/kustomization.yaml', text), [kustomize], { buildArgs: {} });
}

/** `raw: path (kind/name, confidence)`. */
function uses(text: string): readonly string[] {
  return extract(text).uses.map(({ raw, path, object, confidence, purpose }) => {
    const owner =
      object === undefined ? '' : `${object.apiVersion ?? ''} ${object.kind ?? ''}/${object.name ?? ''}, `;
    return `${raw}: ${path} (${owner}${confidence}${purpose === 'pull' ? '' : `, ${purpose}`})`;
  });
}

const pod = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
  - name: web
    image: nginx:1.27
`;

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}

describe('strategic merge patches', () => {
  it('in patches belong to the object they name', () => {
    expect(uses(`patches:\n- patch: |-\n${indented(pod, 4)}`)).toEqual([
      'nginx:1.27: patches[0].patch.spec.containers[0].image (v1 Pod/web, certain)',
    ]);
  });

  it('in patchesStrategicMerge stand in the list itself', () => {
    expect(uses(`patchesStrategicMerge:\n- other.yaml\n- |\n${indented(pod, 2)}`)).toEqual([
      'nginx:1.27: patchesStrategicMerge[1].spec.containers[0].image (v1 Pod/web, certain)',
    ]);
  });

  it('may be several', () => {
    const text = `patches:\n- patch: |-\n${indented(`${pod}---\n${pod.replace('web}', 'api}')}`, 4)}`;
    expect(extract(text).uses.map(({ object, line }) => [object?.name, line])).toEqual([
      ['web', 9],
      ['api', 17],
    ]);
  });

  it('with a target belong to that, whatever they name, and need no apiVersion', () => {
    const patch = pod.replace('apiVersion: v1\n', '').replace('web}', 'any}');
    const text = `patches:\n- target: {version: v1, kind: Pod}\n  patch: |-\n${indented(patch, 4)}`;
    expect(uses(text)).toEqual(['nginx:1.27: patches[0].patch.spec.containers[0].image (v1 Pod/, certain)']);
  });

  it.each([
    ['kind: Pod', ' Pod/'],
    ['kind: Pod, name: web-1', ' Pod/web-1'],
    ['labelSelector: app=web', ' Pod/'],
    ['version: v1, kind: Pod', 'v1 Pod/'],
  ])('without an apiVersion, for the target {%s}, are of %s', (target, object) => {
    const patch = indented(pod.replace('apiVersion: v1\n', ''), 4);
    expect(uses(`patches:\n- target: {${target}}\n  patch: |-\n${patch}`)).toEqual([
      `nginx:1.27: patches[0].patch.spec.containers[0].image (${object}, certain)`,
    ]);
  });

  it('are read as the kind of their target', () => {
    const patch = indented(pod.replace('Pod', 'Any'), 4);
    const [use] = extract(
      `patches:\n- target: {version: v1, kind: Pod}\n  patch: |-\n${patch.replace('- name: web\n', '- ')}`,
    ).uses;
    expect(use).toMatchObject({ confidence: 'certain', object: { apiVersion: 'v1', kind: 'Pod' } });
  });

  it('of a custom resource are read like its manifests', () => {
    const text = `patches:
- patch: |-
    apiVersion: monitoring.coreos.com/v1
    kind: Prometheus
    metadata: {name: k8s}
    spec: {image: quay.io/prometheus/prometheus:v3, thanos: {image: 'quay.io/thanos/thanos:v0.37'}}
`;
    expect(extract(text).uses.map(({ path, confidence }) => [path, confidence])).toEqual([
      ['patches[0].patch.spec.image', 'certain'],
      ['patches[0].patch.spec.thanos.image', 'certain'],
    ]);
  });
});

describe('JSON patches', () => {
  const patched = (operations: string, target = 'kind: Deployment, name: web'): readonly string[] =>
    uses(`patches:\n- target: {${target}}\n  patch: |-\n${indented(operations, 4)}`);

  it('give their pointers as field paths of the target', () => {
    expect(patched('- {op: replace, path: /spec/template/spec/containers/2/image, value: nginx}')).toEqual([
      'nginx: patches[0].patch.spec.template.spec.containers[2].image ( Deployment/web, certain)',
    ]);
  });

  it('call the item that is added behind a list its last', () => {
    expect(
      patched('- {op: add, path: /spec/template/spec/initContainers/-, value: {name: a, image: nginx}}'),
    ).toEqual([
      'nginx: patches[0].patch.spec.template.spec.initContainers[-1].image ( Deployment/web, certain)',
    ]);
  });

  it('bring in containers, lists of them and whole pod specs', () => {
    const operations = `- {op: add, path: /spec/template/spec/containers, value: [{name: a, image: a:1}, {name: b, image: b:1}]}
- op: replace
  path: /spec/template/spec
  value:
    containers: [{name: c, image: "c:1"}]
    volumes: [{name: d, image: {reference: 'd:1'}}]
`;
    const found = [
      'a:1: patches[0].patch.spec.template.spec.containers[0].image',
      'b:1: patches[0].patch.spec.template.spec.containers[1].image',
      'c:1: patches[0].patch.spec.template.spec.containers[0].image',
      'd:1: patches[0].patch.spec.template.spec.volumes[0].image.reference',
    ];
    expect(patched(operations)).toEqual(found.map((text) => `${text} ( Deployment/web, certain)`));
    expect(patched(operations, 'labelSelector: app=web')).toEqual(found.map((text) => `${text} (certain)`));
  });

  it.each([
    ['/spec/template/spec/containers/0/image', 'certain'],
    ['/spec/jobTemplate/spec/template/spec/initContainers/0/image', 'certain'],
    ['/spec/containers/0/image', 'certain'],
    ['/template/spec/ephemeralContainers/0/image', 'certain'],
    ['/spec/template/spec/volumes/0/image/reference', 'certain'],
    ['/spec/worker/image', 'likely'],
    ['/spec/sidecars/0/image', 'likely'],
    ['/metadata/annotations/image', undefined],
    ['/spec/replicas', 'possible'],
    ['spec/image', undefined],
  ])('%s of who knows what: %s', (path, confidence) => {
    const text = `patches: [{target: {name: x}, patch: '[{"op":"add","path":"${path}","value":"quay.io/x/y:1"}]'}]`;
    expect(extract(text).uses.map((use) => use.confidence)).toEqual(
      confidence === undefined ? [] : [confidence],
    );
  });

  it('of a catalogued kind are certain', () => {
    const target = 'group: monitoring.coreos.com, version: v1, kind: Prometheus';
    expect(patched('- {op: replace, path: /spec/image, value: prom}', target)).toEqual([
      'prom: patches[0].patch.spec.image (monitoring.coreos.com/v1 Prometheus/, certain)',
    ]);
  });

  it('pull nothing that they only test for or take away', () => {
    expect(
      patched(`- {op: test, path: /spec/template/spec/containers/0/image, value: old}
- {op: remove, path: /spec/template/spec/containers/0/image}
- {op: move, from: /spec/a, path: /spec/template/spec/containers/0/image}
`),
    ).toEqual([
      'old: patches[0].patch.spec.template.spec.containers[0].image ( Deployment/web, certain, mention)',
    ]);
  });

  it('that add an object to another leave it its own name', () => {
    expect(
      patched(
        `- op: add\n  path: /spec/resources/-\n  value:\n${indented(pod, 4)}`,
        'group: example.com, version: v1, kind: Bundle',
      ),
    ).toEqual(['nginx:1.27: patches[0].patch.spec.containers[0].image (v1 Pod/web, certain)']);
  });

  it('unescape keys', () => {
    expect(patched('- {op: add, path: /spec/a~1b~0c/image, value: quay.io/x/y:1}', 'name: x')).toEqual([
      'quay.io/x/y:1: patches[0].patch.spec["a/b~c"].image ( /x, likely)',
    ]);
  });

  it('do not take an expression in the target for a name', () => {
    const [use] = extract(
      `patchesJson6902:\n- target: {kind: Deploy.*, name: web|api}\n  patch: |-\n    - {op: add, path: /spec/image, value: x/y:1}\n`,
    ).uses;
    expect(use?.object).toBeUndefined();
    expect(use?.path).toBe('patchesJson6902[0].patch.spec.image');
  });
});

describe('places', () => {
  const operation = '[{"op": "add", "path": "/spec/containers/0/image", "value": "nginx:1.27"}]';

  it.each([
    ['literal', `patches:\n- patch: |-\n    ${operation}\n`],
    ['literal with an indentation of its own', `patches:\n- patch: |2-\n      ${operation}\n`],
    [
      'literal with line ends of Windows',
      `patches:\r\n- patch: |-\r\n    - op: add\r\n      path: /spec/containers/0/image\r\n      value: nginx:1.27\r\n`,
    ],
    [
      'folded',
      `patches:\n- patch: >\n    [{"op": "add",\n    "path": "/spec/containers/0/image", "value":\n    "nginx:1.27"}]\n`,
    ],
    ['single', `patches:\n- patch: '${operation}'\n`],
    ['double', `patches:\n- patch: ${JSON.stringify(operation)}\n`],
    ['flow', `patches: [{patch: '${operation}'}]\n`],
    ['JSON', `{"patches": [{"patch": ${JSON.stringify(operation)}}]}\n`],
  ])('in a %s text are those of the file', (_, text) => {
    const [use, ...others] = extract(text).uses;
    expect(others).toEqual([]);
    expect(use).toMatchObject({ raw: 'nginx:1.27', value: 'nginx:1.27' });
    expect(text.slice(use?.span.start, use?.span.end)).toBe('nginx:1.27');
  });

  it('behind an alias are shown there and edited where the patch is written', () => {
    const text = `patches:\n- {target: {name: a}, patch: &p '${operation}'}\n- {target: {name: b}, patch: *p}\n`;
    const [, use] = extract(text).uses;
    expect(use?.raw).toBe('*p');
    expect(use?.pieces?.map(({ span }) => text.slice(span.start, span.end))).toEqual(['nginx:1.27']);
  });

  it('of aliases within a patch are those of the alias, the pieces those of the anchor', () => {
    const text = `patches:
- patch: |-
    - {op: add, path: /spec/containers/0/image, value: &i nginx:1.27}
    - {op: add, path: /spec/containers/1/image, value: *i}
`;
    const [, use] = extract(text).uses;
    expect(use).toMatchObject({ raw: '*i', line: 4, path: 'patches[0].patch.spec.containers[1].image' });
    expect(use?.pieces?.map(({ span }) => text.slice(span.start, span.end))).toEqual(['nginx:1.27']);
  });

  it('where escapes stand the text is what is written', () => {
    const text = String.raw`patches: [{patch: "[{\"op\": \"add\", \"path\": \"/spec/containers/0/image\", \"value\": \"\x6eginx\"}]"}]`;
    expect(extract(text).uses).toMatchObject([{ raw: String.raw`\x6eginx`, value: 'nginx' }]);
  });
});

describe('what cannot be read', () => {
  it('of a patch is told with its place in the file', () => {
    const text = 'patches:\n- patch: |-\n    spec: {containers: [\n';
    const [problem] = extract(text).problems;
    expect(problem?.message).toMatch(/^in the patch: /);
    expect(problem?.span.start).toBeGreaterThan(text.indexOf('spec'));
  });

  it.each([
    '',
    'just words',
    '- a',
    '- {op: add}',
    '{}',
    '[]',
    'kind: Pod',
    '- {op: add, path: /spec/containers/0/image}',
  ])('%j holds nothing', (patch) => {
    expect(extract(`patches: [{patch: ${JSON.stringify(patch)}}]`).uses).toEqual([]);
  });

  it('however deep or often aliased, ends', () => {
    const deep = `patches: [{patch: '[{"op":"add","path":"${'/a'.repeat(50_000)}/image","value":"x/y:1"}]'}]`;
    expect(extract(deep).uses).toEqual([]);
    const bomb = Array.from({ length: 12 }, (_, i) => `- &b${i + 1} [${`*b${i}, `.repeat(10)}]`).join('\n');
    const operations = Array.from({ length: 2_000 }, () => '- {op: add, path: /spec/x, value: *b12}').join(
      '\n',
    );
    const text = `- &b0 {image: 'x/y:1'}\n${bomb}\n${operations}\n`;
    const started = performance.now();
    expect(extract(`patches:\n- patch: |-\n${indented(text, 4)}`).uses).toEqual([]);
    const list = operations.replace('value: *b12', `value: &b12 [${'{image: "x/y:1"}, '.repeat(50)}]`);
    const found = extract(`patches:\n- patch: |-\n${indented(list, 4)}`);
    expect(found.problems).toHaveLength(1);
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});
