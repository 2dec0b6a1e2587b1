import { describe, expect, it } from 'vitest';
import { documentParts, readsAlone } from '../../../src/krm/index.ts';

describe('a stream is cut before each marker', () => {
  it.each([
    ['a: 1\n---\nb: 2\n', ['a: 1\n', '---\nb: 2\n']],
    ['---\na: 1\n---\n---', ['---\na: 1\n', '---\n', '---']],
    ['a: |\n  x\n   ---\n  y\n', ['a: |\n  x\n   ---\n  y\n']],
    ['', ['']],
  ])('%j', (stream, parts) => {
    expect(documentParts(stream)).toEqual(parts);
    expect(parts.join('')).toBe(stream);
  });
});

describe('what more than bare markers tells apart is not cut', () => {
  it.each([
    'a: 1\r\n---\r\nb: 2\r\n',
    '%YAML 1.2\n---\na: 1\n',
    'a: 1\n...\n---\nb: 2\n',
    'a: 1\n--- # two\nb: 2\n',
    'a: 1\n--- {b: 2}\n',
  ])('%j', (stream) => {
    expect(documentParts(stream)).toBeUndefined();
  });
});

describe('a part reads alone when it is an object, or nothing', () => {
  it.each([
    ['apiVersion: v1\nkind: Pod\n', true],
    ['  apiVersion: v1\n  "kind": Pod\n', true],
    ['---\n# Source: chart/templates/a.yaml\n\n', true],
    ['---', true],
    ['', true],
    ['apiVersion: v1\n', false],
    ['apiVersion: v1 # kind: Pod\n', false],
    ['{"apiVersion": "v1", "kind": "Pod"}\n', false],
    ['---\nhello\n', false],
  ])('%j: %s', (part, alone) => {
    expect(readsAlone(part)).toBe(alone);
  });
});
