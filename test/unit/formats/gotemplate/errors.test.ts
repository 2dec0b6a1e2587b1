import { describe, expect, test } from 'vitest';
import {
  printNode,
  recoverTemplate,
  type TemplateErrorCode,
  type TemplateOptions,
} from '../../../../src/formats/gotemplate/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function recover(text: string, options: Partial<TemplateOptions> = {}): ReturnType<typeof recoverTemplate> {
  return recoverTemplate(sourceText('t', text), { functions: new Set(['f']), ...options });
}

const places: readonly (readonly [
  text: string,
  code: TemplateErrorCode,
  span: string,
  line: number,
  column: number,
])[] = [
  ['é😀\n {{ g }}', 'undefined-function', 'g', 2, 5],
  ['{{ f $x }}', 'undefined-variable', '$x', 1, 6],
  ['a\r\n{{ "\\q" }}', 'invalid-string', '"\\q"', 2, 4],
  ["{{ 'ab' }}", 'invalid-character', "'ab'", 1, 4],
  ['{{ f \x01 }}', 'unrecognized-character', '\x01', 1, 6],
  ['{{ f $ 😀 }}', 'unrecognized-character', '😀', 1, 8],
  ['{{ .a# }}', 'bad-character', '.a#', 1, 4],
  ['{{ f : }}', 'expected-declaration', ':', 1, 6],
  ['{{ 3k }}', 'bad-number', '3k', 1, 4],
  ['{{ /* a */}}', 'unexpected-token', '/', 1, 4],
  ['{{/* a */ }}', 'comment-ends-early', '/* a */', 1, 3],
  ['{{ (f }}', 'unclosed-parenthesis', '}}', 1, 7],
  ['{{ f 1 | 2 }}', 'not-executable', '2', 1, 10],
  ['{{ true.a.b }}', 'field-of-literal', 'true.a.b', 1, 4],
  ['{{ if }}', 'missing-value', '}}', 1, 7],
  ['a{{ end }}', 'unexpected-end', '{{ end }}', 1, 2],
  ['a{{ else }}', 'unexpected-else', '{{ else }}', 1, 2],
  ['{{range .}}{{else if .}}{{end}}', 'unexpected-token', 'if', 1, 19],
  ['{{define "a"}}x{{end}}{{define "a"}}y{{end}}', 'duplicate-template', '"a"', 1, 32],
  ['{{if .}}\n{{define "a"}}{{end}}{{end}}', 'unexpected-token', 'define', 2, 3],
  ['{{if .}}\nx', 'unexpected-end-of-text', '', 2, 2],
];

describe('an error says where it is', () => {
  test.each(places)('%j: %s', (text, code, span, line, column) => {
    const { error } = recover(text);
    expect(error).toMatchObject({ code, line, column });
    expect(text.slice(error?.span.start, error?.span.end)).toBe(span);
  });

  test("Go's line may be a later one: that of the last token it has read", () => {
    expect(recover('{{ $x\n}}').error).toMatchObject({ code: 'undefined-variable', line: 1, goLine: 2 });
    expect(recover('{{ true.a\n}}').error).toMatchObject({ line: 1, goLine: 1 });
    expect(recover('{{ 1 | 2\n\n}}').error).toMatchObject({ code: 'not-executable', line: 1, goLine: 3 });
  });

  test('a block in which `else` stands is named by the line of its head, as in Go', () => {
    const { error } = recover('{{block "a" .}}\n\n{{else}}{{end}}');
    expect(error).toMatchObject({ message: 'unexpected {{else}} in block clause', line: 3, goLine: 1 });
  });

  test('until an action inside it ends, a branch counts as the action that is being read', () => {
    expect(recover('{{if .}}\n{{/* a').error?.message).toBe('unclosed comment in action started at t:1');
    expect(recover('{{if .}}{{f}}\n{{/* a').error?.message).toBe('unclosed comment');
  });

  test('a long token is cut in the message', () => {
    const message = 'unexpected "\\"ééééééééé"... in operand';
    expect(recover('{{ f("éééééééééééééé") }}').error?.message).toBe('unexpected "(" in operand');
    expect(recover('{{ 1"éééééééééééééé" }}').error?.message).toBe(message);
  });

  test('a limit on blocks', () => {
    const text = '{{if .}}{{with .}}{{block "a" .}}{{end}}{{end}}{{end}}';
    expect(recover(text, { maxBlocks: 3 }).error).toBeUndefined();
    expect(recover(text, { maxBlocks: 2 }).error).toMatchObject({ code: 'blocks-too-deep' });
    const chain = '{{if .}}{{else if .}}{{else if .}}{{end}}';
    expect(recover(chain, { maxBlocks: 2 }).error).toMatchObject({ code: 'blocks-too-deep' });
  });
});

describe('what stands before an error is kept', () => {
  test.each([
    ['a{{f}}b{{g}}c', { t: 'a{{f}}b' }],
    ['a{{if .x}}b{{range .y}}c{{g}}d{{end}}{{end}}', { t: 'a{{if .x}}b{{range .y}}c{{end}}{{end}}' }],
    ['{{if .x}}a{{else if .y}}b{{else}}c{{', { t: '{{if .x}}a{{else}}{{if .y}}b{{else}}c{{end}}{{end}}' }],
    ['{{if .x}}a{{else if }}', { t: '{{if .x}}a{{else}}{{end}}' }],
    ['{{define "a"}}x{{end}}{{define "b"}}y{{g}}', { a: 'x', b: 'y', t: '' }],
    ['a{{block "c" .}}b{{"', { c: 'b', t: 'a{{template "c" .}}' }],
    ['{{define "a"}}x{{end}}{{define "a"}}y{{end}}z', { a: 'x', t: '' }],
  ])('%j', (text, trees) => {
    const { template, error } = recover(text);
    expect(error).toBeDefined();
    const printed = [...template.trees].map(([name, tree]) => [name, printNode(text, tree.root)]);
    expect(Object.fromEntries(printed)).toEqual(trees);
    expect(template.trees.get('t')?.root).toBe(template.main.root);
  });

  test('nothing is missing from a text without error', () => {
    expect(recover('a{{f}}').error).toBeUndefined();
  });
});
