import { describe, expect, test } from 'vitest';
import { createEngine } from '../../../../src/helm/engine/engine.ts';
import { type Relevance, relevanceOf } from '../../../../src/helm/reach/relevance.ts';
import { newTrace } from '../../../../src/helm/template/trace.ts';
import { emptyTable } from '../../../../src/helm/values/value.ts';
import { chartOf } from '../../../support/helm-chart.ts';

const file = 'app/templates/x.yaml';

/** Of a file and its helpers whether the file can print an image, and whether a guard can in what it has executed. */
function relevance(template: string, helpers = ''): { readonly file: boolean; readonly held: boolean[] } {
  const chart = chartOf({
    'Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.0.0\n',
    'values.yaml': 'on: true\nimage: {repository: acme/a, tag: "1"}\n',
    'templates/_helpers.tpl': helpers,
    'templates/x.yaml': template,
  });
  const engine = createEngine(chart, emptyTable);
  if (!engine.ok) throw new Error(engine.error.message);
  const made: Relevance = relevanceOf(engine.value.templates);
  const trace = newTrace(false);
  for (const each of engine.value.files) engine.value.renderFile(each, trace);
  const isRelevant = made.template(file);
  return { file: isRelevant, held: trace.guards.map(({ site, held }) => made.side(site, held)) };
}

describe('what can print an image', () => {
  test.each([
    ['a text', 'image: acme/a'],
    ['a field', 'x: {{ .Values.image }}'],
    ['a name put together', 'x: {{ .Values.x.registry }}/{{ .Values.x.name }}'],
    ['a value that is handed on', '{{ with .Values.image }}{{ . }}{{ end }}'],
    ['a test with a name', '{{ if $x := .Values.image }}{{ $x }}{{ end }}'],
    ['containers', '{{ toYaml .Values.sidecars }}'],
    ['files', '{{ (.Files.Glob "*").AsConfig }}'],
  ])('%s', (_, template) => {
    expect(relevance(template).file).toBe(true);
  });

  test.each([
    ['what is tested alone', '{{ if .Values.sidecar.enabled }}port: 1{{ end }}'],
    ['the label of a version', 'app.kubernetes.io/version: {{ .Values.image.tag }}'],
    ['the same in quotes', 'app.kubernetes.io/version: "{{ .Values.image.tag }}"'],
    ['the same in a dict', '{{ toYaml (dict "app.kubernetes.io/version" .Values.image.tag) }}'],
    ['how images are pulled', '{{ toYaml .Values.image.pullSecrets }}'],
  ])('not %s', (_, template) => {
    expect(relevance(template).file).toBe(false);
  });

  test('choices in a helper for a part of a name, wherever it is called', () => {
    const helpers = '{{ define "image.tag" }}{{ if .Values.on }}1{{ else }}2{{ end }}{{ end }}';
    const call = 'printf "%s:%s" .Values.image.repository (include "image.tag" .)';
    expect(relevance(`x: {{ ${call} }}`, helpers).held).toEqual([true]);
    expect(relevance(`{{ if ${call} }}image: a{{ end }}`, helpers).held).toEqual([true, true]);
  });
});
