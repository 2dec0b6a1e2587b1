import { describe, expect, it } from 'vitest';
import { tagReader } from '../../../src/pin/edits/tag-readers.ts';
import type { ImageUse, Piece } from '../../../src/sources/image-use.ts';
import { sourceText } from '../../../src/text/index.ts';
import { imagesOf } from './support.ts';

/** Who else reads `web.image.tag` of a chart with this line in a template. */
function readerOf(line: string, key = 'web.image.tag', path = 'c/templates/a.yaml'): string | undefined {
  const tag: Piece = { role: 'tag', value: '1', span: { start: 0, end: 1 }, key };
  const use = { file: 'c/values.yaml' } as ImageUse;
  return tagReader(use, tag, [], {
    textOf: () => undefined,
    templatesOf: () => [sourceText(path, `kind: Pod\n${line}\n`)],
  });
}

describe("a chart's tag", () => {
  it.each([
    'image: "{{ .Values.web.image.repository }}:{{ .Values.web.image.tag | default .Chart.AppVersion }}"',
    'image: {{ printf "%s:%s" .repository .tag }}',
    'image: {{ $image.repository }}:{{ $image.tag }}',
    'version: {{ .Values.other.image.tag }}',
    'version: {{ .Values.image.tag }}',
    'version: {{ .Values.web.image.tagSuffix }}',
    'version: {{ .Values.web.image.pullPolicy }}',
  ])('nobody else: %s', (line) => {
    expect(readerOf(line)).toBeUndefined();
  });

  it.each([
    'app.kubernetes.io/version: {{ .Values.web.image.tag | quote }}',
    'version: {{ $.Values.web.image.tag }}',
    'version: {{ .image.tag }}',
    'version: {{ $web.image.tag }}',
    '{{- with .Values.web.image }}version: {{ .tag }}{{ end }}',
    '{{- $tag := .Values.web.image.tag }}',
  ])('somebody else: %s', (line) => {
    expect(readerOf(line)).toBe('c/templates/a.yaml:2');
  });

  it('a subchart knows the values by a shorter path', () => {
    const line = 'version: {{ .Values.image.tag }}';
    expect(readerOf(line, 'web.image.tag', 'c/charts/web/templates/a.yaml')).toBe(
      'c/charts/web/templates/a.yaml:2',
    );
  });

  it('is not known without templates, nor under another name', () => {
    expect(readerOf('kind: Pod', 'web.imageTag')).toBe('templates under the name imageTag');
    const tag: Piece = { role: 'tag', value: '1', span: { start: 0, end: 1 }, key: 'image.tag' };
    const texts = { textOf: () => undefined, templatesOf: () => undefined };
    expect(tagReader({ file: 'values.yaml' } as ImageUse, tag, [], texts)).toBe(
      'templates that are not at hand',
    );
  });
});

describe('a variable with a tag', () => {
  const readerIn = (file: string, text: string): string | undefined => {
    const { uses } = imagesOf({ [file]: text });
    const [use] = uses;
    const tag = use?.pieces?.find(({ role }) => role === 'tag');
    if (use === undefined || tag === undefined) throw new Error('no image with a tag of its own');
    return tagReader(use, tag, uses, { textOf: () => sourceText(file, text), templatesOf: () => undefined });
  };

  it.each([
    ['Dockerfile', 'ARG TAG=1\nFROM a:$TAG\nRUN echo TAGS $OTHER_TAG\n', undefined],
    ['Dockerfile', 'ARG TAG=1\nFROM a:$TAG\nARG TAG\nRUN echo $TAG\n', 'Dockerfile:3'],
    ['Dockerfile', 'ARG TAG=1\nFROM a:$TAG\nLABEL version=${TAG}\n', 'Dockerfile:3'],
    ['compose.yaml', 'services:\n  a:\n    image: a:${TAG:-1}\n', undefined],
    [
      'compose.yaml',
      'services:\n  a:\n    image: a:${TAG:-1}\n    environment: {V: "${TAG}"}\n',
      'compose.yaml:4',
    ],
  ])('%s: %j', (file, text, expected) => {
    expect(readerIn(file, text)).toBe(expected);
  });
});
