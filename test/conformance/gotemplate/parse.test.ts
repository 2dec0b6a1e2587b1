import { describe, expect, test } from 'vitest';
import {
  builtinFunctions,
  type ParsedTemplate,
  parseTemplate,
  printNode,
  type TemplateOptions,
} from '../../../src/formats/gotemplate/index.ts';
import type { Result } from '../../../src/result.ts';
import { sourceText } from '../../../src/text/index.ts';
import { emptyRows, errorRows } from './error-table.ts';
import { acceptedRows, refusedRows } from './parse-table.ts';

/** Go's test lowers the limit of 10,000 to 3. */
const options: TemplateOptions = { functions: new Set(['printf', 'contains']), maxParentheses: 3 };

function parse(text: string, more: Partial<TemplateOptions> = {}): ReturnType<typeof parseTemplate> {
  return parseTemplate(sourceText('t', text), { ...options, ...more });
}

function print(text: string, result: Result<ParsedTemplate, unknown>, name = 't'): string | undefined {
  const tree = result.ok ? result.value.trees.get(name) : undefined;
  return tree && printNode(text, tree.root);
}

describe("the rows of Go's parser tests", () => {
  test.each(acceptedRows)('%j', (text, printed) => {
    expect(print(text, parse(text))).toBe(printed);
  });

  test.each(refusedRows)('%j is refused', (text, code) => {
    expect(parse(text)).toMatchObject({ ok: false, error: { code } });
  });

  test.each(errorRows)('message for %j', (text, code, goLine, message) => {
    expect(parse(text, { functions: new Set() })).toMatchObject({
      ok: false,
      error: { code, goLine, message },
    });
  });

  test.each(emptyRows)('%j: empty is %j', (text, empty) => {
    expect(parse(text)).toMatchObject({ ok: true, value: { main: { empty } } });
  });
});

describe('comments as nodes', () => {
  test.each([
    ['{{/*\n\n\n*/}}', '{{/*\n\n\n*/}}'],
    ['x \r\n\t{{- /* hi */}}', 'x{{/* hi */}}'],
    ['{{/* hi */ -}}\n\n\ty', '{{/* hi */}}y'],
    ['x \r\n\t{{- /* */ -}}\n\n\ty', 'x{{/* */}}y'],
  ])('%j', (text, printed) => {
    expect(print(text, parse(text, { comments: true }))).toBe(printed);
  });
});

describe('functions', () => {
  test('`break` and `continue` are functions where they are given', () => {
    const text = '{{range .X}}{{break 20}}{{continue 3}}{{end}}';
    expect(parse(text).ok).toBe(false);
    expect(parse(text, { functions: 'any' }).ok).toBe(false);
    const functions = new Set(['break', 'continue']);
    expect(print(text, parse(text, { functions }))).toBe(text);
  });

  test("the ones that text/template has itself, and no other package's", () => {
    const text = '{{if and (eq .a 1) (not .b)}}{{index .c 0 | printf "%q" | html | len | println}}{{end}}';
    expect(print(text, parse(text, { functions: builtinFunctions }))).toBe(text);
    expect(parse('{{quote .a}}', { functions: builtinFunctions })).toMatchObject({
      ok: false,
      error: { code: 'undefined-function' },
    });
  });

  test('any name, where asked for', () => {
    expect(parse('{{fn 1 2}}').ok).toBe(false);
    expect(print('{{fn 1 2}}', parse('{{fn 1 2}}', { functions: 'any' }))).toBe('{{fn 1 2}}');
  });
});

describe('several templates in a text', () => {
  test.each([
    ['', {}],
    ['{{define "foo"}} FOO {{end}}', { foo: ' FOO ' }],
    ['{{define "foo"}} FOO {{end}}{{define "bar"}} BAR {{end}}', { foo: ' FOO ', bar: ' BAR ' }],
  ])('%j', (text, trees) => {
    const result = parse(text);
    const names = result.ok ? [...result.value.trees.keys()] : [];
    expect(names).toEqual([...Object.keys(trees), 't']);
    for (const [name, printed] of Object.entries(trees)) expect(print(text, result, name)).toBe(printed);
  });

  test.each(['{{define "foo"}} FOO ', '{{define "foo}} FOO '])('%j is refused', (text) => {
    expect(parse(text).ok).toBe(false);
  });

  test('a block is a definition and a call', () => {
    const text = 'a{{block "inner" .}}bar{{.}}baz{{end}}b';
    expect(print(text, parse(text))).toBe('a{{template "inner" .}}b');
    expect(print(text, parse(text), 'inner')).toBe('bar{{.}}baz');
  });

  test.each([
    ['{{define "a"}}{{end}}{{define "a"}}x{{end}}', 'x'],
    ['{{define "a"}}x{{end}}{{define "a"}} \n{{end}}', 'x'],
    ['{{define "a"}}{{/* c */}}{{end}}{{define "a"}} {{end}}', ' '],
    ['{{block "a" .}} {{end}}{{define "a"}}x{{end}}', 'x'],
  ])('an empty definition makes room: %j', (text, printed) => {
    expect(print(text, parse(text), 'a')).toBe(printed);
  });

  test('the text itself is a definition of its name', () => {
    const clash = 'x{{define "t"}}y{{end}}';
    expect(parse(clash)).toMatchObject({ ok: false, error: { code: 'duplicate-template' } });
    const text = ' {{define "t"}}y{{end}} ';
    expect(print(text, parse(text))).toBe('y');
    expect(parse(text)).toMatchObject({ ok: true, value: { main: { empty: true } } });
  });
});
