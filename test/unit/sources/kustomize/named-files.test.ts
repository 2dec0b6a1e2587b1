import { describe, expect, it } from 'vitest';
import { extractImages, type FileImages } from '../../../../src/sources/extract.ts';
import { sources } from '../../../../src/sources/index.ts';
import { kustomizeFiles } from '../../../../src/sources/kustomize/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function extract(text: string, path = 'patch.yaml'): FileImages {
  const candidates = sources.filter(({ claims }) => claims(path, undefined));
  return extractImages(sourceText(path, text), candidates, { buildArgs: {} });
}

describe('JSON patches in files', () => {
  it.each([
    ['patch.yaml', '- op: replace\n  path: /spec/template/spec/containers/1/image\n  value: nginx:1.27\n'],
    [
      'patch.yml',
      '# why\n---\n- "op": "replace"\n  path: /spec/template/spec/containers/1/image\n  value: "nginx:1.27"',
    ],
    [
      'patch.json',
      '[{"op": "add", "path": "/spec/template/spec/containers/1/image", "value": "nginx:1.27"}]',
    ],
    [
      'patch.json',
      '\n  [\n{"path":"/spec/template/spec/containers/1/image","value":"nginx:1.27","op":"add"}]',
    ],
  ])('%s %j', (path, text) => {
    const { uses, source } = extract(text, path);
    expect(source).toBe('kustomize');
    expect(uses).toMatchObject([
      {
        raw: 'nginx:1.27',
        path: 'spec.template.spec.containers[1].image',
        confidence: 'certain',
        purpose: 'pull',
      },
    ]);
    expect(uses[0]).not.toHaveProperty('object');
  });

  it('are no others', () => {
    const notOne = [
      '- op: replace\n  path: /spec/image\n  value: quay.io/x/y:1\n- name: image\n',
      '- op: reject\n  path: /image\n',
      '- op: add\n  path: image\n  value: quay.io/x/y:1\n',
      'op: add\npath: /image\nvalue: quay.io/x/y:1\n',
      '- image: quay.io/x/y:1\n',
      '[]',
      '',
    ];
    for (const text of notOne) {
      expect(kustomizeFiles.extract(sourceText('a.yaml', text), { buildArgs: {} })).toBeUndefined();
    }
  });

  it('with a mistake in it are read as far as can be', () => {
    const { uses, problems } = extract('- op: add\n  path: /spec/containers/0/image\n  value: nginx\n  "\n');
    expect(uses.map(({ value }) => value)).toEqual(['nginx']);
    expect(problems.length).toBeGreaterThan(0);
  });
});

describe('replacements', () => {
  const targets = `targets:
- select: {kind: Deployment, name: web}
  fieldPaths:
  - spec.template.spec.containers.[name=web].image
  - metadata.annotations.image
  - spec.replicas
- select: {kind: Prometheus}
  fieldPaths: [spec.image.repository]
- select: {kind: Job}
  fieldPaths: [spec.template.spec.containers.*.image]
  options: {delimiter: ":", index: 1}
`;
  const told = [
    [
      'targets[0].fieldPaths[0]',
      'spec.template.spec.containers.[name=web].image',
      'not-visible',
      'Deployment',
    ],
    ['targets[1].fieldPaths[0]', 'spec.image.repository', 'not-visible', 'Prometheus'],
  ];
  const replacement = `source: {kind: ConfigMap, name: c, fieldPath: data.image}\n${targets}`;

  it('in a file tell which images they write', () => {
    const { unresolved, uses } = extract(replacement);
    expect(uses).toEqual([]);
    expect(unresolved.map(({ path, raw, code, object }) => [path, raw, code, object?.kind])).toEqual(told);
  });

  it('in a list too', () => {
    const { unresolved } = extract(`- ${replacement.replaceAll('\n', '\n  ')}`);
    expect(unresolved.map(({ path }) => path)).toEqual(told.map(([path]) => `[0].${path}`));
  });

  it('and in the kustomization', () => {
    const { unresolved } = extract(
      `replacements:\n- path: r.yaml\n- ${replacement.replaceAll('\n', '\n  ')}`,
      'kustomization.yaml',
    );
    expect(unresolved.map(({ path }) => path)).toEqual(told.map(([path]) => `replacements[1].${path}`));
  });
});
