import { describe, expect, test } from 'vitest';
import {
  printNode,
  type RecoveredTemplate,
  recoverTemplate,
} from '../../../../src/formats/gotemplate/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

const TEN_MEGABYTES = 10_000_000;
/** What is nothing but small tokens takes a hundred times its size in memory. */
const DENSE = 3_000_000;
const DEEP = 100_000;

function read(text: string, maxParentheses = 10_000): RecoveredTemplate {
  return recoverTemplate(sourceText('t', text), { functions: 'any', maxParentheses });
}

function fill(piece: string, size = TEN_MEGABYTES): string {
  return piece.repeat(Math.ceil(size / piece.length));
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

describe('depth', () => {
  const parentheses = (depth: number) => `{{${'('.repeat(depth)}1${')'.repeat(depth)}}}`;

  test("Go's limit of 10,000 parentheses", () => {
    expect(read(parentheses(10_000)).error).toBeUndefined();
    expect(read(parentheses(10_001)).error).toMatchObject({
      code: 'expression-too-deep',
      message: 'max expression depth exceeded',
    });
    expect(read(parentheses(DEEP)).error).toMatchObject({ code: 'expression-too-deep' });
  });

  test('no stack overflows where the limit is taken away', () => {
    const text = parentheses(DEEP);
    const { template, error } = read(text, Number.POSITIVE_INFINITY);
    expect(error).toBeUndefined();
    expect(printNode(text, template.main.root)).toBe(text);
  });

  test.each([
    ['if', '{{if .}}'],
    ['range', '{{range $i, $v := .}}'],
    ['with', '{{with $x := 1}}'],
  ])('%s', (_, head) => {
    const text = `${head.repeat(DEEP)}${'{{end}}'.repeat(DEEP)}`;
    const { template, error } = read(text);
    expect(error).toBeUndefined();
    expect(printNode(text, template.main.root)).toBe(text);
  });

  test('blocks, of which one inside another of its name is refused', () => {
    const heads = Array.from({ length: DEEP }, (_, index) => `{{block "${index}" .}}\n`);
    expect(read(`${heads.join('')}${'{{end}}'.repeat(DEEP)}`).error).toBeUndefined();
    const same = `${'{{block "a" .}}\n'.repeat(DEEP)}${'{{end}}'.repeat(DEEP)}`;
    expect(read(same).error).toMatchObject({ code: 'duplicate-template' });
  });

  test('else if', () => {
    const text = `{{if .}}${'{{else if .}}'.repeat(DEEP)}{{end}}`;
    const { template, error } = read(text);
    expect(error).toBeUndefined();
    const printed = printNode(text, template.main.root);
    expect(printed).toBe(`${'{{if .}}{{else}}'.repeat(DEEP)}{{if .}}${'{{end}}'.repeat(DEEP + 1)}`);
  });

  test('what is open at an error is closed', () => {
    const text = '{{if .}}'.repeat(DEEP);
    const { template, error } = read(text);
    expect(error).toMatchObject({ code: 'unexpected-end-of-text' });
    expect(printNode(text, template.main.root)).toBe(text + '{{end}}'.repeat(DEEP));
  });
});

describe('large texts', () => {
  test.each([
    ['text', fill('hello {world}\n')],
    ['delimiters that open nothing', fill('}}')],
    ['white space before a trim marker', `${fill(' ')}{{- 1 -}}${fill('\n')}`],
    ['actions', fill('{{ .Values.image.repository | quote }}\n')],
    ['white space in an action', `{{${fill(' ')}1 -}}`],
    ['comments', fill('{{- /* a */ -}}\n')],
    ['a comment without end', `{{/*${fill('* ')}`],
    ['a string', `{{"${fill('\\n')}"}}`],
    ['a raw string', `{{\`${fill('a\r')}\`}}`],
    ['a string without end', `{{"${fill('a')}`],
    ['a name', `{{${fill('é')}}}`],
    ['fields', `{{${fill('.a')}}}`],
    ['variables', fill('{{$x := 1}}', DENSE)],
    ['variables that go out of scope', fill('{{with $x := 1}}{{$x}}{{end}}', DENSE)],
    ['branches without end', fill('{{range $i, $v := .a}}', DENSE)],
    [
      'empty definitions',
      `{{define "a"}}${' '.repeat(DEEP)}x{{end}}${fill('{{define "a"}} {{end}}', DENSE)}`,
    ],
  ])('%s', (_, text) => {
    expect(cpuSeconds(() => read(text))).toBeLessThan(15);
  });
});
