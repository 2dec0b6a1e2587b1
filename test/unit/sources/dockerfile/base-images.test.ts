import { describe, expect, test } from 'vitest';
import { extract, images } from './support.ts';

describe('build arguments', () => {
  test('replace the defaults of global ARGs', () => {
    const text = 'ARG TAG=1 REGISTRY\nARG IMAGE=${REGISTRY}/web:${TAG}\nFROM ${IMAGE}\n';
    expect(images(text)).toEqual(['FROM !variable ${REGISTRY}/web:1']);
    expect(images(text, { REGISTRY: 'ghcr.io/acme' })).toEqual(['FROM ghcr.io/acme/web:1']);
    expect(images(text, { IMAGE: 'busybox', TAG: '3' })).toEqual(['FROM busybox']);
  });

  test('reach only the variables that an ARG declares', () => {
    expect(images('FROM alpine:${TAG}\nARG TAG\n', { TAG: '3' })).toEqual(['FROM !variable alpine:${TAG}']);
  });

  test('give the variables of the builder their values', () => {
    const text = 'FROM alpine:${TARGETARCH}\n';
    expect(images(text)).toEqual(['FROM !variable alpine:${TARGETARCH}']);
    expect(images(text, { TARGETARCH: 'arm64' })).toEqual(['FROM alpine:arm64']);
    expect(images(`ARG TARGETARCH\n${text}`)).toEqual(['FROM !variable alpine:${TARGETARCH}']);
    expect(images(`ARG TARGETARCH=amd64\n${text}`)).toEqual(['FROM alpine:amd64']);
  });

  test('have no place in the file: the pieces leave them out', () => {
    const [image] = extract('ARG REPO=app TAG=1\nFROM ghcr.io/${REPO}:v${TAG}\n', { TAG: '2' }).found;
    expect(image).toMatchObject({
      value: 'ghcr.io/app:v2',
      pieces: [
        { role: 'registry', value: 'ghcr.io' },
        { role: 'repository', value: 'app', span: { start: 9, end: 12 } },
        { role: 'tag', value: 'v' },
      ],
    });
  });

  test('named like members of every object are not taken from there', () => {
    expect(images('ARG constructor\nFROM a:${constructor}\n')).toEqual(['FROM !variable a:${constructor}']);
  });
});

describe('a variable without value', () => {
  test.each([
    // Tests are decided as the build decides them.
    ['ARG X\nFROM alpine:${X:-1}', 'FROM alpine:1'],
    ['ARG X\nFROM alpine${X:+:2}', 'FROM alpine'],
    ['ARG X=\nFROM alpine:1${X}', 'FROM alpine:1'],
    ['ARG X\nARG Y=${X}\nFROM ${Y:-alpine}', 'FROM alpine'],
    ['ARG X\nARG X=1\nFROM alpine:$X', 'FROM alpine:1'],
    ['ARG X=1\nARG X\nFROM alpine:$X', 'FROM alpine:1'],
    // Nobody can give a variable a value that no ARG declares.
    ['FROM ${X}alpine', 'FROM alpine'],
    ['FROM ${X}', 'FROM !variable ${X}'],
    ['FROM ${X}/alpine', 'FROM !variable ${X}/alpine'],
    // Somebody can give this one a value.
    ['ARG X\nFROM ${X}alpine', 'FROM !variable ${X}alpine'],
    ['ARG X\nFROM alpine:${X#v}', 'FROM !variable alpine:${X#v}'],
    ['ARG X=${TARGETARCH}\nFROM alpine:${X/a/b}', 'FROM !variable alpine:${X/a/b}'],
    ['ARG X=${TARGETARCH}\nFROM alpine:${X:-b}', 'FROM !variable alpine:${X:-b}'],
    ['ARG X=v${TARGETARCH}\nFROM alpine:${X:+b}', 'FROM alpine:b'],
    ['ARG X=\nFROM ${X}', 'FROM !variable '],
  ])('%j', (text, expected) => {
    expect(images(text)).toEqual([expected]);
  });

  test('is named with the reason', () => {
    const reasons = extract(
      'ARG A\nFROM a:$A\nFROM a:$B\nFROM a:$C\nFROM a:$TARGETOS\nFROM ${A:?set A}\nARG C=1\n',
    ).found.map(({ unresolved }) => unresolved?.reason);
    expect(reasons).toEqual([
      'variable A has no value here',
      'variable B has no value here: no ARG declares it',
      'variable C has no value here: FROM sees only the ARGs before the first FROM',
      'variable TARGETOS gets its value only when the image is built',
      expect.any(String),
    ]);
  });
});

describe('stages', () => {
  test.each([
    ['FROM alpine AS a\nFROM a', ['FROM alpine']],
    ['FROM alpine AS A\nFROM a', ['FROM alpine']],
    ['FROM a\nFROM alpine AS a', ['FROM a', 'FROM alpine']],
    ['FROM a AS a', ['FROM a']],
    ['FROM alpine AS scratch\nFROM scratch', ['FROM alpine']],
    ['FROM scratch', []],
    ['ARG X=a\nFROM alpine AS a\nFROM $X', ['FROM alpine']],
    ['ARG X\nFROM alpine AS a\nFROM ${X:-a}', ['FROM alpine']],
    ['FROM alpine AS a-amd64\nFROM a-${TARGETARCH}', ['FROM alpine']],
    ['FROM alpine AS a-amd64\nFROM b-${TARGETARCH}', ['FROM alpine', 'FROM !variable b-${TARGETARCH}']],
    ['FROM alpine AS a\nFROM ${TARGETARCH}', ['FROM alpine', 'FROM !variable ${TARGETARCH}']],
    ['FROM 0', ['FROM 0']],
  ])('%j', (text, expected) => {
    expect(images(text)).toEqual(expected);
  });

  test('FROM finds a stage in lower case only, which is worth a word', () => {
    const { found, problems } = extract('FROM alpine AS Base\nFROM Base\n');
    expect(found).toHaveLength(1);
    expect(problems).toMatchObject([{ span: { start: 25, end: 29 } }]);
  });
});

test('where a value is composed of one piece many times, every use of it is a piece', () => {
  const [image] = extract('ARG A=ab\nFROM ${A}${A}/$A\n').found;
  expect(image?.value).toBe('abab/ab');
  expect(image?.pieces?.map(({ role, span }) => [role, span.start])).toEqual([
    ['repository', 6],
    ['repository', 6],
    ['repository', 22],
    ['repository', 6],
  ]);
});

test('the variables are given outermost first', () => {
  const text = 'ARG V=1 U=2\nARG T=v${V}\nARG I=a:${T}\nFROM ${I}${NO:-${U}}\n';
  expect(extract(text).found[0]).toMatchObject({ value: 'a:v12', origin: ['I', 'T', 'V', 'NO', 'U'] });
});

test('the places of more pieces than anybody writes are forgotten, the value is not', () => {
  const parts = 'a""'.repeat(20);
  const text = `ARG A=${parts}\nFROM $A\nFROM $A$TARGETARCH\n`;
  expect(extract(text).found).toMatchObject([
    { value: 'a'.repeat(20), pieces: [] },
    { value: `${'a'.repeat(20)}$TARGETARCH`, unresolved: { code: 'variable' } },
  ]);
});

test('a long default that is no reference is no problem', () => {
  const text = `ARG FLAGS=${'x'.repeat(2000)}\nFROM alpine\nFROM $FLAGS\n`;
  const { found, problems } = extract(text);
  expect(problems).toEqual([]);
  expect(found).toMatchObject([{ value: 'alpine' }, { unresolved: { code: 'invalid' } }]);
});

test('a default that a generator fills in makes the image a template', () => {
  expect(images('ARG V=${templateOption:version}\nFROM alpine:${V}\n')).toEqual([
    'FROM !template alpine:${templateOption:version}',
  ]);
});
