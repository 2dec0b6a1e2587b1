import { describe, expect, test } from 'vitest';
import { detectSyntax, parseDockerfile } from '../../../src/formats/dockerfile/index.ts';

/** BuildKit, `parser/directives_test.go`, and what follows from `directives.go`. */
const syntaxes: readonly (readonly [text: string, image: string | undefined])[] = [
  ['# syntax = dockerfile:experimental // opts\nFROM busybox\n', 'dockerfile:experimental'],
  ['#!/bin/sh\n# syntax = dockerfile:experimental\nFROM busybox\n', 'dockerfile:experimental'],
  ['#!/bin/sh\n\n# syntax = dockerfile:experimental\n', undefined],
  ['FROM busybox\nRUN ls\n', undefined],
  ['//syntax=foo\n//key=value', 'foo'],
  ['#!/bin/sh\n//syntax=x', 'x'],
  ['{"syntax": "foo", "bar": ["abc"]}', 'foo'],
  ['{"bar": {"syntax": "no"}, "syntax": "yes"}', 'yes'],
  ['{"syntax": "one", "syntax": "two"}', 'two'],
  ['{"syntax": "foo"', undefined],
  ['{"syntax": "foo"}\n# syntax=bar', undefined],
  ['{"syntax": 1}', undefined],
  ['["syntax"]', undefined],
  ['# escape=`\n# check=skip=all\n# SYNTAX=last\n', 'last'],
  ['# syntax=first\n# syntax=second\n', 'first'],
  ['# escape=`\n# escape=`\n# syntax=late\n', undefined],
  ['# a comment\n# syntax=late\n', undefined],
  ['# key=value\n# syntax=late\n', undefined],
  [' # syntax=indented\n', undefined],
  ['#\tsyntax\t=\ttabs\t\r\n', 'tabs'],
  ['# syntax=\n', undefined],
  ['# syntax=   \n', ''],
  ['#!only a shebang', undefined],
  ['', undefined],
];

describe('the frontend image', () => {
  test.each(syntaxes)('%j', (text, image) => {
    const syntax = detectSyntax(text);
    expect(syntax?.image.text).toBe(image);
    if (syntax !== undefined) {
      expect(text.slice(syntax.image.span.start, syntax.image.span.end)).toBe(syntax.image.text);
    }
  });
});

test('a JSON value with escapes keeps its place, without being literal', () => {
  const text = '{"syntax": "a\\u002fb"}';
  const image = detectSyntax(text)?.image;
  expect(image).toEqual({ text: 'a/b', span: { start: 12, end: 20 }, runs: [] });
});

const directives: readonly (readonly [
  text: string,
  escapeCharacter: string,
  names: string[],
  codes: string[],
])[] = [
  ['#escape=\\\n# key = FOO bar\n\n# smth\n', '\\', ['escape'], []],
  ['# EScape=`\n# KEY = FOO bar\n', '`', ['escape'], []],
  ['  # escape = `  \nFROM a\n', '`', ['escape'], []],
  ['# check=a\n# escape=`\n# syntax=x\nFROM a\n', '`', ['check', 'escape', 'syntax'], []],
  ['\n# escape=`\nFROM a\n', '\\', [], []],
  ['#!/bin/sh\n# escape=`\nFROM a\n', '\\', [], []],
  ['FROM a\n# escape=`\n', '\\', [], []],
  ['# escape=`\n# escape=\\\nFROM a\n', '`', ['escape'], ['repeated-directive']],
  ['# escape=x\nFROM a\n', '\\', ['escape'], ['invalid-escape']],
];

describe('directives', () => {
  test.each(directives)('%j', (text, escapeCharacter, names, codes) => {
    const file = parseDockerfile(text);
    expect(file.escapeCharacter).toBe(escapeCharacter);
    expect(file.directives.map(({ name }) => name)).toEqual(names);
    expect(file.problems.map(({ code }) => code)).toEqual(codes);
  });
});
