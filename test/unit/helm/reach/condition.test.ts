import { describe, expect, test } from 'vitest';
import { conditionsOf, imagesOf, pod } from './analysed.ts';

const main = '  - {name: main, image: "acme/main:1"}\n';

describe('conditions', () => {
  test('what one equality settles is not said again', () => {
    const conditions = conditionsOf({
      'values.yaml': 'type: deployment\n',
      'templates/x.yaml': pod(
        '{{ if eq .Values.type "deployment" }}  - image: acme/a:1\n{{ else if eq .Values.type "daemonset" }}  - image: acme/b:1\n{{ end }}',
      ),
    });
    expect(conditions['acme/b:1']).toBe('type == "daemonset"');
  });

  test('a table around a value that is set is not named beside it', () => {
    const conditions = conditionsOf({
      'values.yaml': '{}\n',
      'templates/x.yaml': pod(
        `${main}{{ with .Values.extra }}{{ if .enabled }}  - image: acme/b:1\n{{ end }}{{ end }}`,
      ),
    });
    expect(conditions['acme/b:1']).toBe('extra.enabled');
  });

  test('a switch that both sides of have the image is none of its condition', () => {
    const conditions = conditionsOf({
      'values.yaml': 'on: true\nstateful: false\nimage: acme/a:1\n',
      'templates/x.yaml': `{{ if and .Values.on (not .Values.stateful) }}\n${pod('  - image: {{ .Values.image }}')}{{ end }}`,
      'templates/y.yaml': `{{ if and .Values.on .Values.stateful }}\n${pod('  - image: {{ .Values.image }}')}{{ end }}`,
    });
    expect(conditions['acme/a:1']).toBe('on');
  });

  test('three ways at most are named, those that ask for the least', () => {
    const side = (name: string, test: string): [string, string] => [
      `templates/${name}.yaml`,
      `{{ if ${test} }}\n${pod('  - image: {{ .Values.image }}')}{{ end }}`,
    ];
    const conditions = conditionsOf({
      'values.yaml': 'a: false\nb: false\nc: false\nd: false\ne: false\nimage: acme/a:1\n',
      ...Object.fromEntries([
        side('1', 'and .Values.a .Values.e'),
        side('2', '.Values.b'),
        side('3', '.Values.c'),
        side('4', '.Values.d'),
      ]),
    });
    expect(conditions['acme/a:1']?.split(' or ').sort()).toEqual(['b', 'c', 'd']);
  });

  test('all that has to be switched on is named, however much', () => {
    const keys = [1, 2, 3, 4, 5, 6, 7, 8].map((each) => `k${each}`);
    const conditions = conditionsOf({
      'values.yaml': keys.map((key) => `${key}: false\n`).join(''),
      'templates/x.yaml': pod(
        `${main}${keys.map((key) => `{{ if .Values.${key} }}`).join('')}  - image: acme/b:1\n${keys.map(() => '{{ end }}').join('')}`,
      ),
    });
    expect(conditions['acme/b:1']).toBe(keys.join(' and '));
  });

  test('globals that only a subchart has are no condition', () => {
    const conditions = conditionsOf({
      'values.yaml': '{}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'global: {sub: {}}\n',
      'charts/sub/templates/x.yaml': pod('{{ if .Values.global }}  - image: acme/a:1\n{{ end }}'),
    });
    expect(conditions).toEqual({ 'acme/a:1': 'always' });
  });

  test('nor are they set to find out what else there is', () => {
    const conditions = conditionsOf({
      'values.yaml': '{}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
      'charts/sub/values.yaml': 'more: false\nglobal: {sub: {}}\n',
      'charts/sub/templates/x.yaml': pod(
        '{{ if .Values.global }}{{ if .Values.more }}  - image: acme/a:1\n{{ end }}{{ end }}',
      ),
    });
    expect(conditions).toEqual({ 'acme/a:1': 'sub.more' });
  });

  test.each([
    [
      'index',
      '{{ define "on" }}{{ eq (index .Values "redis-ha" "on") true }}{{ end }}',
      'redis-ha.on == true',
    ],
    ['a boolean', '{{ define "on" }}{{ and .Values.a .Values.b }}{{ end }}', 'a and b'],
    ['printf', '{{ define "on" }}{{ printf "%s" .Values.c }}{{ end }}', 'c == "true"'],
  ])('a helper that prints %s', (_, helper, condition) => {
    const conditions = conditionsOf({
      'values.yaml': 'a: false\nb: false\nc: "false"\nredis-ha: {on: false}\n',
      'templates/_helpers.tpl': helper,
      'templates/x.yaml': pod(`${main}{{ if eq (include "on" .) "true" }}  - image: acme/b:1\n{{ end }}`),
    });
    expect(conditions['acme/b:1']).toBe(condition);
  });

  test('an image whose tag alone was taken away is not another one', () => {
    const images = imagesOf({
      'values.yaml': 'image: {repository: acme/a, tag: "1"}\n',
      'templates/x.yaml': pod(
        '  - image: {{ .Values.image.repository }}{{ if ne .Values.image.tag "-" }}:{{ .Values.image.tag }}{{ end }}',
      ),
    });
    expect(images.map(({ value, when }) => [value, when])).toEqual([['acme/a:1', 'image.tag != "-"']]);
  });
});

describe('what templates put into tables of the values', () => {
  const files = {
    'values.yaml': 'addon: {on: false, image: acme/addon:1}\nmore: {}\n',
    'templates/_helpers.tpl':
      '{{ define "addon" }}image: {{ .Values.addon.image }}\nname: addon\n{{ end }}{{ define "setup" }}{{ if .Values.addon.on }}{{ $_ := set .Values.more "addon" (include "addon" . | fromYaml) }}{{ end }}{{ end }}',
    'templates/x.yaml': pod(
      `${main}{{ include "setup" . }}{{ range $name, $each := .Values.more }}{{ list $each | toYaml | nindent 2 }}{{ end }}`,
    ),
  };

  test('has the condition under which it was put there', () => {
    expect(conditionsOf(files)['acme/addon:1']).toBe('addon.on');
  });

  test('has the key of what it was made of, through fromYaml', () => {
    const image = imagesOf(files).find(({ value }) => value === 'acme/addon:1');
    expect(image?.pieces).toMatchObject([{ role: 'reference', key: 'addon.image' }]);
  });
});

test('an image of a subchart that is there under two names has a key under each', () => {
  const images = imagesOf({
    'Chart.yaml':
      'apiVersion: v2\nname: app\nversion: 1.0.0\ndependencies:\n  - {name: sub, version: 1.0.0, alias: one}\n  - {name: sub, version: 1.0.0, alias: two}\n',
    'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 1.0.0\n',
    'charts/sub/values.yaml': 'image: acme/a:1\n',
    'charts/sub/templates/x.yaml': pod('  - image: {{ .Values.image }}'),
  });
  expect(images.map(({ pieces }) => pieces[0]?.key).sort()).toEqual(['one.image', 'two.image']);
});

test('a text that is the wanted one comes before one that contains it', () => {
  const [image] = imagesOf({
    'values.yaml': 'dir: /etc/acme/x\nimage: acme\n',
    'templates/x.yaml': pod('  - image: {{ join "" (list (toYaml .Values.image) ":1") }}').replace(
      'toYaml .Values.image',
      'get (.Values | toYaml | fromYaml) "image"',
    ),
  });
  expect(image?.pieces[0]).toMatchObject({ role: 'repository', key: 'image' });
});

test('where a template that is missing would print an image there is none', () => {
  const images = imagesOf({
    'values.yaml': 'more: false\n',
    'templates/x.yaml': pod(`${main}{{ if .Values.more }}  - image: {{ include "missing" . }}\n{{ end }}`),
  });
  expect(images.map(({ value }) => value)).toEqual(['acme/main:1']);
});
