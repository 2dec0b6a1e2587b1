import { describe, expect, it } from 'vitest';
import { analysisOf, conditionsOf, pod } from './analysed.ts';

const given = pod('    - {name: a, image: a:1}');

/** Of what is not visible the key and the condition. */
function openIn(files: Readonly<Record<string, string>>): readonly (readonly [string, string | undefined])[] {
  return analysisOf(files).unresolved.map(({ reason, when }) => [reason, when]);
}

describe('what no world comes to is named', () => {
  it('with the key that it hangs on, and the condition in the words of the template', () => {
    const files = {
      'values.yaml': 'name: shop\n',
      'templates/a.yaml': given,
      'templates/b.yaml': `{{- if regexMatch "^x+y$" .Values.name }}\n${pod('    - name: b\n      image: b:{{ .Chart.AppVersion }}')}{{- end }}\n`,
    };
    expect(openIn(files)).toEqual([["depends on the user's values at name", '(regexMatch "^x+y$" name)']]);
  });

  it('also where a template that is called writes it', () => {
    const files = {
      'values.yaml': 'name: shop\n',
      'templates/_b.tpl': `{{- define "b" }}\n${pod('    - name: b\n      image: {{ print "b:1" }}')}{{- end }}`,
      'templates/a.yaml': `${given}---\n{{- if regexMatch "^x+y$" .Values.name }}\n{{ include "b" . | indent 0 }}{{- end }}\n`,
    };
    expect(openIn(files)).toEqual([["depends on the user's values at name", '(regexMatch "^x+y$" name)']]);
  });

  it('but not where it is but another name for an image, or no image', () => {
    const files = {
      'values.yaml': 'name: shop\nimage: {repository: a, tag: "1"}\n',
      'templates/a.yaml': pod(
        '    - name: a\n      image: {{ .Values.image.repository }}:{{ if regexMatch "^x+y$" .Values.image.tag }}x{{ else }}y{{ end }}',
      ),
      'templates/b.yaml':
        '{{- if regexMatch "^x+y$" .Values.name }}\nkind: ConfigMap\nmetadata: {name: image}\ndata: {text: "image of a cat"}\n{{- end }}\n',
    };
    expect(openIn(files)).toEqual([]);
  });
});

describe('a value that is compared again and again is none of those before', () => {
  const kinds = ['deployment', 'daemonset', 'statefulset', 'job'];
  const branches = kinds.map(
    (kind, index) =>
      `{{- ${index === 0 ? '' : 'else '}if eq .Values.kind "${kind}" }}\n${pod(`    - {name: x, image: ${kind}:1}`)}`,
  );
  const files = {
    'values.yaml': 'kind: deployment\n',
    'templates/a.yaml': `${branches.join('')}{{- else }}\n${pod('    - {name: x, image: other:1}')}{{- end }}\n`,
  };

  it('each branch is reached', () => {
    expect(conditionsOf(files)).toEqual({
      'deployment:1': 'kind == "deployment"',
      'daemonset:1': 'kind == "daemonset"',
      'statefulset:1': 'kind == "statefulset"',
      'job:1': 'kind == "job"',
      'other:1': 'kind != "deployment" and kind != "daemonset" and kind != "statefulset" and kind != "job"',
    });
    expect(openIn(files)).toEqual([]);
  });
});
