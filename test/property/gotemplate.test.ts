import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type PrintableNode,
  parseTemplate,
  printNode,
  recoverTemplate,
  type TemplateOptions,
} from '../../src/formats/gotemplate/index.ts';
import { type Span, sourceText } from '../../src/text/index.ts';

const options: TemplateOptions = { functions: 'any', comments: true };

const operand: fc.Arbitrary<string> = fc.letrec<{ operand: string; pipeline: string }>((tie) => ({
  operand: fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom('.', '.a', '.a.b', '$', '$.é', 'f', 'true', 'nil') },
    { weight: 2, arbitrary: fc.constantFrom('1', '-0x1F', '1e3', "'\\n'", '"é😀"', '`\n`', '1+2i') },
    { weight: 1, arbitrary: tie('pipeline').map((pipeline) => `(${pipeline})`) },
    { weight: 1, arbitrary: tie('pipeline').map((pipeline) => `(${pipeline}).c.d`) },
  ),
  pipeline: fc
    .array(fc.array(tie('operand'), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
    .map((commands) =>
      commands.map((args, stage) => (stage > 0 ? ['f', ...args] : args).join(' ')).join(' | '),
    ),
})).pipeline;

const template: fc.Arbitrary<string> = fc.letrec<{ node: string; list: string }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom('text', ' \n', 'é😀', '{x', '}'),
    operand.map((pipeline) => `{{${pipeline}}}`),
    operand.map((pipeline) => `{{- $x := ${pipeline} -}}`),
    fc.constantFrom('{{/* c */}}', '{{template "a"}}', '{{template "a" .b}}'),
    fc
      .tuple(fc.constantFrom('if', 'with'), operand, tie('list'), operand, tie('list'))
      .map(
        ([word, head, body, other, rest]) =>
          `{{${word} ${head}}}${body}{{else ${word} ${other}}}${rest}{{end}}`,
      ),
    fc
      .tuple(operand, tie('list'), tie('list'))
      .map(([head, body, rest]) => `{{range $i, $v := ${head}}}${body}{{break}}{{else}}${rest}{{end}}`),
  ),
  list: fc.array(tie('node'), { maxLength: 4 }).map((nodes) => nodes.join('')),
})).list;

const token = fc.constantFrom(
  ...[
    '{{',
    '}}',
    '{{- ',
    ' -}}',
    '(',
    ')',
    '|',
    '.',
    '$x',
    ':=',
    '=',
    ',',
    '"',
    "'",
    '`',
    '\\',
    '/*',
    '*/',
    ' ',
  ],
  ...[
    'if',
    'else',
    'end',
    'range',
    'with',
    'define',
    'block',
    'template',
    'break',
    'nil',
    'true',
    '"a"',
    '\n',
  ],
  ...[
    '1',
    '0x',
    '1e',
    '+2i',
    '_',
    'é',
    '😀',
    '\ud800',
    '\u2028',
    '#',
    'f',
    '{{end}}',
    '{{else}}',
    '{{if .}}',
  ],
);
const soup = fc.array(token, { maxLength: 40 }).map((tokens) => tokens.join(''));

function partsOf(node: PrintableNode): readonly PrintableNode[] {
  switch (node.kind) {
    case 'list':
      return node.nodes;
    case 'action':
    case 'parentheses':
      return [node.pipe];
    case 'template':
      return node.pipe === undefined ? [] : [node.pipe];
    case 'if':
    case 'range':
    case 'with':
      return [node.pipe, node.body, ...(node.otherwise === undefined ? [] : [node.otherwise])];
    case 'pipe':
      return [...node.declarations, ...node.commands];
    case 'command':
      return node.args;
    case 'chain':
      return [node.operand];
    default:
      return [];
  }
}

/** Parts lie inside their whole, in order, and do not overlap. */
function expectNested(node: PrintableNode, outer: Span): void {
  expect(node.span.start).toBeGreaterThanOrEqual(outer.start);
  expect(node.span.end).toBeLessThanOrEqual(outer.end);
  let { start } = node.span;
  for (const part of partsOf(node)) {
    expectNested(part, { start, end: node.span.end });
    start = part.span.end;
  }
}

describe('templates', () => {
  test('what is printed is read as the same', () => {
    fc.assert(
      fc.property(template, (text) => {
        const first = parseTemplate(sourceText('t', text), options);
        if (!first.ok) throw new Error(`${first.error.message} in ${text}`);
        const printed = printNode(text, first.value.main.root);
        const second = parseTemplate(sourceText('t', printed), options);
        if (!second.ok) throw new Error(`${second.error.message} in ${printed}`);
        expect(printNode(printed, second.value.main.root)).toBe(printed);
      }),
      { numRuns: 500 },
    );
  });

  test('the text of a node alone is read as that node', () => {
    fc.assert(
      fc.property(template, (text) => {
        const { template: whole } = recoverTemplate(sourceText('t', text), options);
        for (const node of whole.main.root.nodes) {
          if (node.kind === 'text' || node.kind === 'comment') {
            expect(text.slice(node.span.start, node.span.end)).toBe(node.text);
            continue;
          }
          const alone = text.slice(node.span.start, node.span.end);
          const { template: again, error } = recoverTemplate(sourceText('t', alone), options);
          expect(error).toBeUndefined();
          expect(printNode(alone, again.main.root)).toBe(printNode(text, node));
        }
      }),
      { numRuns: 300 },
    );
  });

  test('spans nest', () => {
    fc.assert(
      fc.property(fc.oneof(template, soup), (text) => {
        const { template: read } = recoverTemplate(sourceText('t', text), options);
        for (const tree of read.trees.values()) expectNested(tree.root, tree.span);
      }),
      { numRuns: 500 },
    );
  });
});

describe('any text', () => {
  test('is read, or refused with a place in it', () => {
    fc.assert(
      fc.property(fc.oneof(soup, fc.string({ unit: 'binary' })), (text) => {
        const { error } = recoverTemplate(sourceText('t', text), options);
        if (error === undefined) return;
        expect(error.span.start).toBeGreaterThanOrEqual(0);
        expect(error.span.start).toBeLessThanOrEqual(error.span.end);
        expect(error.span.end).toBeLessThanOrEqual(text.length);
        expect(error.goLine).toBeGreaterThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  test('is text where the delimiters are others', () => {
    fc.assert(
      fc.property(soup, (text) => {
        const delimiters = { left: '<%', right: '%>' };
        const result = parseTemplate(sourceText('t', text), { ...options, delimiters });
        const nodes = result.ok ? result.value.main.root.nodes : [];
        expect(nodes.map((node) => node.kind === 'text' && node.text).join('')).toBe(text);
      }),
    );
  });
});
