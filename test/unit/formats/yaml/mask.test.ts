import { describe, expect, test } from 'vitest';
import { maskTemplates, parseYaml, TEMPLATE_FILLER } from '../../../../src/formats/yaml/index.ts';
import { sourceText } from '../../../../src/text/source-text.ts';
import { data } from './tree.ts';

/** Fillers shown as `~`. */
function masked(text: string): string {
  return maskTemplates(text).replaceAll(TEMPLATE_FILLER, '~');
}

function read(text: string): unknown {
  const stream = parseYaml(sourceText('test.yaml', maskTemplates(text)));
  expect(stream.problems).toEqual([]);
  return JSON.parse(
    JSON.stringify(stream.documents.map(({ root }) => data(root))).replaceAll(TEMPLATE_FILLER, '~'),
  );
}

describe('maskTemplates', () => {
  test.each([
    ['a text without actions', 'a: {b: c}\n', 'a: {b: c}\n'],
    ['a line of its own', '  {{- if .a }}\nb: c\n', '              \nb: c\n'],
    ['several on a line', '{{ end }} {{- end -}}\n', '                     \n'],
    ['inside a scalar', 'a: x/{{ .b }}:{{.c}}\n', 'a: x/~~~~~~~~:~~~~~~\n'],
    ['inside quotes, with quotes', 'a: "{{ .b | default "c" }}"\n', 'a: "~~~~~~~~~~~~~~~~~~~~~~"\n'],
    ['braces in quotes', 'a: {{ "}}" }}{{ `}}` }}\n', 'a: ~~~~~~~~~~~~~~~~~~~~\n'],
    ['an escaped quote', 'a: {{ "\\"}}" }}x\n', 'a: ~~~~~~~~~~~~x\n'],
    ['a comment', 'a: b {{/* " }} */}}\n', 'a: b               \n'],
    ['over lines', 'a: {{ b\n  c }}d\n', 'a: ~~~~\n  ~~~~d\n'],
    ['over lines, CRLF', '{{ if\r\n b }}\r\na: c\r\n', '     \r\n     \r\na: c\r\n'],
    ['control at the end of a line', 'a: b{{ end }}\n', 'a: b         \n'],
    [
      'control inside a value',
      'a: {{ if b }}c{{ else }}d{{ end }}\n',
      'a: ~~~~~~~~~~c~~~~~~~~~~d         \n',
    ],
    ['an assignment', '{{- $x := "a" }}\nb: {{ $x }}\n', '                \nb: ~~~~~~~~\n'],
    ['an unclosed quote', 'a: {{ "b }}c\nd: e\n', 'a: ~~~~~~~~c\nd: e\n'],
    ['an unclosed action', 'a: {{ b\nc: d\n', 'a: {{ b\nc: d\n'],
    [
      'lines below that are the value',
      'a: {{ b | nindent 2 }}\n  c: d\n',
      'a:                    \n  c: d\n',
    ],
    ['control inside a block scalar', 'a: |\n    b\n{{ end }}\n    c\n', 'a: |\n    b\n    ~~~~~\n    c\n'],
    [
      'a block scalar',
      'a: |\n  {{ if b }}\n  c\n{{ end }}\nd: e\n',
      'a: |\n  ~~~~~~~~~~\n  c\n#~~~~~~~~\nd: e\n',
    ],
  ])('%s', (_, text, expected) => {
    expect(masked(text)).toBe(expected);
    expect(maskTemplates(text)).toHaveLength(text.length);
  });

  test('a chart’s template is read as YAML', () => {
    const text = [
      '{{- if .Values.enabled }}',
      'kind: Deployment',
      'metadata:',
      '  labels: {{- include "labels" . | nindent 4 }}',
      '    own: yes',
      '  annotations:',
      '    {{- toYaml .Values.annotations | nindent 4 }}',
      'spec:',
      '  containers:',
      '    {{- range .Values.containers }}',
      '    - name: {{ .name | quote }}',
      '      image: "{{ .image.repository }}:{{ .image.tag | default "latest" }}"',
      '      args: ["--name={{ .name }}", {{ .other }}]',
      '      command:',
      '        - |',
      '{{ tpl .script $ | indent 10 }}',
      '          {{- with .x }}',
      '          run {{ . }}',
      '          {{- end }}',
      '    {{- end }}',
      '{{- end }}',
      '',
    ].join('\n');
    const image = `${'~'.repeat(23)}:${'~'.repeat(35)}`;
    expect(read(text)).toMatchObject([
      [
        ['kind', 'Deployment'],
        [
          'metadata',
          [
            ['labels', [['own', 'yes']]],
            ['annotations', null],
          ],
        ],
        [
          'spec',
          [
            [
              'containers',
              [
                [
                  ['name', '~'.repeat(19)],
                  ['image', image],
                  ['args', [`--name=${'~'.repeat(11)}`, '~'.repeat(12)]],
                  ['command', [expect.stringMatching(/^~+\n~+\nrun ~{7}\n~+\n$/)]],
                ],
              ],
            ],
          ],
        ],
      ],
    ]);
  });
});
