import { describe, expect, it } from 'vitest';
import { describeFailure } from '../../../src/helm/engine/describe-failure.ts';
import { createEngine, type Engine } from '../../../src/helm/engine/engine.ts';
import type { EngineOptions } from '../../../src/helm/engine/options.ts';
import { createParseCache } from '../../../src/helm/engine/parse-cache.ts';
import { renderChart } from '../../../src/helm/engine/render-chart.ts';
import { newTrace } from '../../../src/helm/template/trace.ts';
import { chartOf, valuesOf } from '../../support/helm-chart.ts';
import { plain } from '../../support/helm-values.ts';
import { engineTable, whale } from './engine-table.ts';

function printed(
  files: Readonly<Record<string, string>>,
  given = '',
  options?: EngineOptions,
): Readonly<Record<string, string>> {
  const result = renderChart(chartOf(files), valuesOf(given), options);
  if (!result.ok) return { error: `${result.error.code}: ${result.error.message}` };
  const { files: rendered, failures } = result.value;
  return Object.fromEntries([
    ...rendered.map(({ name, text }) => [name, text]),
    ...failures.map(({ name, error }) => [name, `${error.code}: ${error.message}`]),
  ]);
}

/** What one template of the chart prints. */
function row(template: string, given = ''): string | undefined {
  return printed({ ...whale, 'templates/a.yaml': template }, given)['moby/templates/a.yaml'];
}

function engineOf(files: Readonly<Record<string, string>>, given = ''): Engine {
  const created = createEngine(chartOf(files), valuesOf(given));
  if (!created.ok) throw new Error(created.error.message);
  return created.value;
}

function fileText(engine: Engine, name: string): string | undefined {
  const file = engine.files.find((each) => each.name === name);
  const rendered = file && engine.renderFile(file);
  return rendered?.ok ? rendered.value.map(({ text }) => text).join('') : rendered?.error.message;
}

const one = { 'Chart.yaml': 'apiVersion: v2\nname: one\nversion: 1.0.0\n' };

describe('the engine', () => {
  it.each(engineTable)('%s', (template, expected) => {
    expect(row(template)).toBe(expected);
  });

  it('gives each subchart its own scope', () => {
    expect(printed(whale)).toEqual({
      'moby/charts/ship/charts/ahab/templates/captain.yaml':
        'v: ahab pacific moby/charts/ship/charts/ahab/templates/captain.yaml release-name\n',
      'moby/charts/ship/templates/ship.yaml':
        'v: parent of ship 3 2 pacific false moby/charts/ship/templates/ship.yaml moby/charts/ship/templates \n',
      'moby/templates/NOTES.txt': 'Thar she blows, Melville!\n',
    });
  });

  // The words are those of Helm 4.2.3.
  it.each([
    ['{{ fail "I will not" }}', 'refused: I will not'],
    ['{{ required "a name is needed" .Values.empty }}', 'refused: a name is needed'],
    ['{{ required "a name is needed" .Values.missing }}', 'refused: a name is needed'],
    [
      '{{ include "none" . }}',
      'execution: error calling include: template: no template "none" associated with template "gotpl"',
    ],
    ['{{ template "none" . }}', 'execution: template "none" not defined'],
    ['{{ .Values.missing.more }}', 'execution: nil pointer evaluating interface {}.more'],
    ['{{ tpl "{{ .Values.missing.more }}" . }}', 'execution: nil pointer evaluating interface {}.more'],
    [
      '{{ tpl "{{ if }}" . }}',
      'execution: error calling tpl: cannot parse template "{{ if }}": template: gotpl:1: missing value for if',
    ],
    ['{{ tpl .Values.list . }}', 'execution: wrong type for value; expected string; got []interface {}'],
    [
      '{{ dig "a" "b" "" .Values }}',
      'execution: error calling dig: interface conversion: interface {} is common.Values, not map[string]interface {}',
    ],
    ['{{ index .Values.list 5 }}', 'execution: error calling index: index out of range: 5'],
    ['{{ .Values.author.first }}', "execution: can't evaluate field first in type interface {}"],
    [
      '{{ merge .Values.nothing (dict) }}',
      'execution: wrong type for value; expected map[string]interface {}; got interface {}',
    ],
    ['{{ upper }}', 'execution: wrong number of args for upper: want 1 got 0'],
    ['{{ .Capabilities.Nope }}', "execution: can't evaluate field Nope in type interface {}"],
    ['{{ nope }}', 'undefined-function: function "nope" not defined'],
  ])('refuses %s', (template, expected) => {
    expect(row(template)).toBe(expected);
  });

  it('stops templates that include themselves for ever', () => {
    const files = { ...whale, 'templates/_r.tpl': '{{ define "r" }}{{ include "r" . }}{{ end }}' };
    const result = printed({ ...files, 'templates/a.yaml': '{{ include "r" . }}' });
    expect(result['moby/templates/a.yaml']).toMatch(/^limit: /);
    expect(result['moby/templates/NOTES.txt']).toBe('Thar she blows, Melville!\n');
  });

  it('names the calls that led to a failure, innermost first', () => {
    const result = renderChart(
      chartOf({
        ...one,
        'templates/_h.tpl':
          '{{ define "a" }}{{ include "b" . }}{{ end }}{{ define "b" }}{{ .Values.x.y }}{{ end }}',
        'templates/a.yaml': '{{ include "a" . }}',
      }),
      valuesOf(''),
    );
    const [failure] = result.ok ? result.value.failures : [];
    expect(failure !== undefined && 'calls' in failure.error && describeFailure(failure.error)).toBe(
      [
        'one/templates/a.yaml:1:3',
        '  executing "one/templates/a.yaml" at <include "a" .>:',
        '    error calling include:',
        'one/templates/_h.tpl:1:19',
        '  executing "a" at <include "b" .>:',
        '    error calling include:',
        'one/templates/_h.tpl:1:63',
        '  executing "b" at <.Values.x.y>:',
        '    nil pointer evaluating interface {}.y',
      ].join('\n'),
    );
    const calls = failure !== undefined && 'calls' in failure.error ? failure.error.calls : [];
    expect(calls.map(({ name, template }) => [name, template.name, template.source.path])).toEqual([
      ['include', 'a', 'one/templates/_h.tpl'],
      ['include', 'one/templates/a.yaml', 'one/templates/a.yaml'],
    ]);
  });

  it('goes on with the other files where one is no template', () => {
    const result = printed({ ...one, 'templates/a.yaml': '{{ if }}', 'templates/b.yaml': 'b: 1' });
    expect(result).toEqual({
      'one/templates/a.yaml': 'missing-value: missing value for if',
      'one/templates/b.yaml': 'b: 1',
    });
  });

  it('takes what a parent defines before what its subcharts define', () => {
    const helper = (value: string) => `{{ define "test" }}${value}{{ end }}`;
    const files = {
      ...one,
      'templates/_helpers.tpl': helper('parent value'),
      'templates/test.yaml': '{{ tpl "{{ include \\"test\\" . }}" . }}',
      'charts/child/Chart.yaml': 'name: child\nversion: 1.0.0\n',
      'charts/child/templates/_helpers.tpl': helper('child value'),
    };
    expect(printed(files)['one/templates/test.yaml']).toBe('parent value');
  });

  it('refuses a chart for other versions of Kubernetes', () => {
    const files = { 'Chart.yaml': `${one['Chart.yaml']}kubeVersion: "<1.30"\n`, 'templates/a.yaml': 'a: 1' };
    expect(printed(files)).toEqual({
      error: 'kube-version: chart requires kubeVersion: <1.30 which is incompatible with Kubernetes v1.36.0',
    });
    expect(printed(files, '', { kubeVersion: '1.29.4-gke.1' })).toEqual({ 'one/templates/a.yaml': 'a: 1' });
  });

  it('does not render a library', () => {
    expect(printed({ 'Chart.yaml': `${one['Chart.yaml']}type: library\n` })).toEqual({
      error: 'library: library charts are not installable',
    });
  });

  it('hands charts and values to the validation of schemas', () => {
    const files = { ...whale, 'templates/a.yaml': 'a: 1' };
    const validate: EngineOptions['validate'] = (chart, values) =>
      `${chart.dependencies[0]?.metadata.name} ${JSON.stringify(plain(values)).length > 100}`;
    expect(printed(files, '', { validate })).toEqual({ error: 'schema: ship true' });
  });

  it('takes the release, the cluster and its versions as told', () => {
    const template =
      '{{ .Release.Name }} {{ .Release.Namespace }} {{ .Release.IsUpgrade }} {{ .Release.IsInstall }} ' +
      '{{ .Capabilities.KubeVersion.Version }} {{ .Capabilities.KubeVersion }} {{ .Capabilities.APIVersions.Has "a/v1" }}';
    const options = {
      releaseName: 'r',
      namespace: 'n',
      isUpgrade: true,
      kubeVersion: 'v1.29.4-gke.1',
      apiVersions: ['a/v1'],
    };
    expect(printed({ ...one, 'templates/a.yaml': template }, '', options)).toEqual({
      'one/templates/a.yaml': 'r n true false v1.29.4-gke.1 v1.29.4 true',
    });
  });
});

describe('renderings', () => {
  const files = {
    ...one,
    'values.yaml': 'table: {a: 1}\nlist: [{b: 1}]\n',
    'templates/a.yaml':
      '{{ $_ := set .Values.table "a" 2 }}{{ $_ := set (index .Values.list 0) "b" 2 }}{{ $_ := set . "c" 2 }}' +
      '{{ $_ := set .Chart "Name" "changed" }}{{ .Values }}',
    'templates/b.yaml': '{{ .Values.table.a }} {{ (index .Values.list 0).b }} {{ .c }} {{ .Chart.Name }}',
  };

  it('see what templates before them changed, deepest and last first', () => {
    const engine = engineOf({ ...files, 'templates/c.yaml': files['templates/a.yaml'] });
    expect(engine.files.map(({ name }) => name)).toEqual([
      'one/templates/c.yaml',
      'one/templates/b.yaml',
      'one/templates/a.yaml',
    ]);
    fileText(engine, 'one/templates/c.yaml');
    expect(fileText(engine, 'one/templates/b.yaml')).toBe('2 2 2 changed');
  });

  it('of a fresh engine see nothing of that', () => {
    const engine = engineOf(files);
    fileText(engine, 'one/templates/a.yaml');
    expect(fileText(engine.fresh(), 'one/templates/b.yaml')).toBe('1 1  one');
    expect(plain(engine.values)).toEqual({ table: { a: 1 }, list: [{ b: 1 }] });
  });

  it('leave the chart itself as it was', () => {
    const chart = chartOf(files);
    for (let time = 0; time < 2; time++) {
      const result = renderChart(chart, valuesOf('table: {}'));
      const texts = result.ok ? result.value.files.map(({ name, text }) => [name, text]) : [];
      expect(texts).toEqual([
        ['one/templates/b.yaml', '1 1  one'],
        ['one/templates/a.yaml', 'map[list:[map[b:2]] table:map[a:2]]'],
      ]);
    }
  });

  it('are traced once, and print once, where they change values half-way', () => {
    const template = [
      '{{ if .Values.a }}a{{ end }}{{ $own := dict "x" "own" }}{{ $_ := merge $own (dict "y" "!") }}',
      '{{ $_ := set (index .Values.list 0) "b" "c" }}{{ if (index .Values.list 0).b }}{{ $own.y }}{{ end }}',
    ].join('');
    const engine = engineOf({
      ...one,
      'values.yaml': 'a: 1\nlist: [{ z: 1 }]',
      'templates/a.yaml': template,
    });
    const [file] = engine.files;
    if (file === undefined) throw new Error('the chart has no file');
    for (let time = 0; time < 2; time++) {
      const trace = newTrace(false);
      const rendered = engine.fresh().renderFile(file, trace);
      expect(rendered.ok && rendered.value.map(({ text }) => text)).toEqual(['a', '!']);
      expect(trace.guards.map(({ index }) => index)).toEqual([0, 1]);
      expect(trace.guard).toBeUndefined();
    }
    expect(plain(engine.values)).toEqual({ a: 1, list: [{ z: 1 }] });
  });

  it('share what has been parsed', () => {
    const cache = createParseCache();
    const first = createEngine(chartOf(whale), valuesOf(''), { cache });
    const second = createEngine(chartOf(whale), valuesOf(''), { cache });
    if (!first.ok || !second.ok) throw new Error('the chart is no chart');
    const tree = (engine: Engine) => engine.templates.get('name')?.tree;
    expect(tree(first.value)).toBeDefined();
    expect(tree(first.value)).toBe(tree(second.value));
  });
});
