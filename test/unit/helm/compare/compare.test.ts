import { describe, expect, test } from 'vitest';
import { compareRenderings } from '../../../../src/helm/compare/compare-documents.ts';
import { helmDocuments, ownDocuments } from '../../../../src/helm/compare/rendered-document.ts';
import { renderChart } from '../../../../src/helm/engine/render-chart.ts';
import { emptyTable } from '../../../../src/helm/values/value.ts';
import { chartOf } from '../../../support/helm-chart.ts';

/** What is rendered here of a chart with one template. */
function ours(template: string, name = 'x.yaml') {
  const rendered = renderChart(
    chartOf({ 'Chart.yaml': 'name: top\nversion: 1.0.0\n', [`templates/${name}`]: template }),
    emptyTable,
  );
  if (!rendered.ok) throw new Error(rendered.error.message);
  expect(rendered.value.failures).toEqual([]);
  return ownDocuments(rendered.value.files);
}

/** What `helm template` prints for documents of that template. */
const helms = (...documents: readonly string[]) =>
  helmDocuments(documents.map((text) => `---\n# Source: top/templates/x.yaml\n${text}\n`).join(''));

const map = (name: string, data = 'a: "1"') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata: { ${data} }\n`;

/** `kind name path: helm / ours` */
function told(compared: ReturnType<typeof compareRenderings>): readonly string[] {
  return compared.differences.map(
    ({ object: { kind, name }, path, ours: own, helm }) => `${kind} ${name} ${path}: ${helm} / ${own}`,
  );
}

describe('documents', () => {
  test('of Helm are read with the template that each is from', () => {
    const documents = helmDocuments(
      `---\n# Source: top/templates/a.yaml\n${map('a')}---\n# Source: top/charts/sub/templates/b.yaml\n---\n${map('b')}---\n# Source: top/templates/c.yaml\n# nothing\n`,
    );
    expect(documents.map(({ source, object }) => [source, object.kind, object.name])).toEqual([
      ['top/templates/a.yaml', 'ConfigMap', 'a'],
      ['top/charts/sub/templates/b.yaml', 'ConfigMap', 'b'],
    ]);
  });

  test('of ours are without notes, empty documents and hooks that Helm does not know', () => {
    const hook = (event: string) =>
      `kind: Job\nmetadata: { name: ${event}, annotations: { helm.sh/hook: ${event} } }\n`;
    const documents = ours(`${map('a')}---\n# x\n---\n${hook('test')}---\n${hook('crd-install')}`);
    expect(documents.map(({ object }) => object.name)).toEqual(['a', 'test']);
    expect(ours('Hello', 'NOTES.txt')).toEqual([]);
  });
});

describe('renderings', () => {
  test('are the same whatever the order of documents and keys, quotes and comments are', () => {
    const other = 'kind: ConfigMap\nmetadata:\n  name: "b"\n# x\napiVersion: v1\ndata: {b: "2", a: "1"}\n';
    const compared = compareRenderings(
      ours(`${map('a')}---\n${map('b', 'a: "1", b: "2"')}`),
      helms(other, map('a')),
    );
    expect(compared).toEqual({ differences: [], ignored: 0 });
  });

  test.each<[string, string, string, readonly string[]]>([
    ['a value', 'a: "1"', 'a: "2"', ['ConfigMap m data.a: "2" / "1"']],
    ['the kind of a value', 'a: 1', 'a: "1"', ['ConfigMap m data.a: "1" / 1']],
    ['a missing key', 'a: "1"', 'a: "1", b: [x]', ['ConfigMap m data.b: ["x"] / undefined']],
    ['a key too many', 'a: "1", b.c/d: null', 'a: "1"', ['ConfigMap m data["b.c/d"]: undefined / null']],
    [
      'an item',
      'a: [1, 2]',
      'a: [1, 3, 4]',
      ['ConfigMap m data.a[1]: 3 / 2', 'ConfigMap m data.a[2]: 4 / undefined'],
    ],
    ['a map for a list', 'a: {}', 'a: []', ['ConfigMap m data.a: [] / {}']],
    ['zero for nothing', 'a: 0', 'a: null', ['ConfigMap m data.a: null / 0']],
  ])('differ in %s', (_, own, helm, expected) => {
    expect(told(compareRenderings(ours(map('m', own)), helms(map('m', helm))))).toEqual(expected);
  });

  test('differ in a document that one side lacks', () => {
    const { differences } = compareRenderings(
      ours(map('a')),
      helms(map('a'), 'kind: Secret\nmetadata: { name: s }'),
    );
    expect(differences).toEqual([
      {
        source: 'top/templates/x.yaml',
        object: { kind: 'Secret', name: 's' },
        path: '',
        ours: undefined,
        helm: 'kind: Secret\nmetadata: { name: s }',
      },
    ]);
    expect(told(compareRenderings(ours(map('a')), []))).toEqual([
      `ConfigMap a : undefined / ${map('a').trim()}`,
    ]);
  });

  test('match documents of the same identity by their order, and renamed ones by their kind', () => {
    const compared = compareRenderings(
      ours(`${map('a')}---\n${map('a', 'b: "2"')}---\n${map('old')}`),
      helms(map('a'), map('a', 'b: "3"'), map('new')),
    );
    expect(told(compared)).toEqual([
      'ConfigMap a data.b: "3" / "2"',
      'ConfigMap new metadata.name: "new" / "old"',
    ]);
  });

  test('do not match documents of different templates', () => {
    const elsewhere = helmDocuments(`---\n# Source: top/templates/y.yaml\n${map('a')}`);
    expect(compareRenderings(ours(map('a')), elsewhere).differences).toHaveLength(2);
  });

  test('that are no YAML are compared as texts', () => {
    expect(compareRenderings(ours('a: "b'), helms('a: "b\n')).differences).toEqual([]);
    expect(compareRenderings(ours('a: "b'), helms('a: "c')).differences).toMatchObject([
      { path: '', ours: 'a: "b', helm: 'a: "c' },
    ]);
  });

  test('of long texts that differ at the end do differ', () => {
    const long = 'x'.repeat(1_000);
    const [difference] = compareRenderings(
      ours(map('m', `a: ${long}`)),
      helms(map('m', `a: ${long}y`)),
    ).differences;
    expect(difference?.path).toBe('data.a');
    expect(difference?.ours?.length).toBeLessThan(400);
    expect(compareRenderings(ours(`a: "${long}`), helms(`a: "${long}y`)).differences).toHaveLength(1);
  });
});

describe('what is random or of the clock', () => {
  test.each([
    ['text', 'a: {{ randAlphaNum 8 | quote }}', 'a: "Zk3aQ9xy"'],
    ['in an encoding', 'a: {{ randAlphaNum 8 | b64enc }}', 'a: WmszYVE5eHk='],
    ['number', 'a: {{ randNumeric 3 }}', 'a: 417'],
    ['certificate', 'a: {{ (genCA "x" 1).Cert | b64enc }}', 'a: LS0t'],
    ['time', 'a: {{ now | quote }}', 'a: "2030-01-01"'],
  ])('is no difference: a %s', (_, template, helm) => {
    const compared = compareRenderings(ours(map('m', template)), helms(map('m', helm)));
    expect(compared).toEqual({ differences: [], ignored: 1 });
  });

  test('does not hide what stands beside it', () => {
    const compared = compareRenderings(
      ours(map('m', 'a: {{ randAlphaNum 8 | quote }}, b: "1"')),
      helms(map('m', 'a: "Zk3aQ9xy", b: "2"')),
    );
    expect(told(compared)).toEqual(['ConfigMap m data.b: "2" / "1"']);
    expect(compared.ignored).toBe(1);
  });

  test('nor that it is missing', () => {
    const compared = compareRenderings(
      ours(map('m', 'a: {{ randAlphaNum 8 | quote }}')),
      helms(map('m', 'b: "1"')),
    );
    expect(told(compared)).toEqual([
      'ConfigMap m data.a: undefined / "xxxxxxxx"',
      'ConfigMap m data.b: "1" / undefined',
    ]);
  });

  test('is what Helm itself renders otherwise the next time', () => {
    const own = ours(map('m', 'a: seed, b: "1"'));
    const compared = compareRenderings(own, helms(map('m', 'a: q, b: "2"')), helms(map('m', 'a: w, b: "2"')));
    expect(told(compared)).toEqual(['ConfigMap m data.b: "2" / "1"']);
    expect(compared.ignored).toBe(1);
    const named = compareRenderings(ours(map('m-000')), helms(map('m-123')), helms(map('m-456')));
    expect(named).toEqual({ differences: [], ignored: 1 });
  });
});
