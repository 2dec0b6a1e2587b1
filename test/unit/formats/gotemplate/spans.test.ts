import { describe, expect, test } from 'vitest';
import {
  type BranchNode,
  type PrintableNode,
  parseTemplate,
  type TemplateNode,
} from '../../../../src/formats/gotemplate/index.ts';
import type { Span } from '../../../../src/text/index.ts';
import { sourceText } from '../../../../src/text/index.ts';

function nodesOf(text: string): readonly TemplateNode[] {
  const result = parseTemplate(sourceText('t', text), { functions: 'any', comments: true });
  if (!result.ok) throw new Error(result.error.message);
  return result.value.main.root.nodes;
}

function written(text: string, node: { readonly span: Span } | undefined): string | undefined {
  return node && text.slice(node.span.start, node.span.end);
}

/** What the nodes of the first action's pipeline are written as, in the order of the tree. */
function parts(text: string): [PrintableNode['kind'], string | undefined][] {
  const found: [PrintableNode['kind'], string | undefined][] = [];
  const visit = (node: PrintableNode): void => {
    found.push([node.kind, written(text, node)]);
    if (node.kind === 'action' || node.kind === 'parentheses') visit(node.pipe);
    if (node.kind === 'pipe') for (const part of [...node.declarations, ...node.commands]) visit(part);
    if (node.kind === 'command') for (const part of node.args) visit(part);
    if (node.kind === 'chain') visit(node.operand);
  };
  const [action] = nodesOf(text);
  if (action !== undefined) visit(action);
  return found;
}

describe('places', () => {
  test('an operand is what is written, fields included', () => {
    expect(parts('{{- printf "é😀" $.a.b (.x | f).y.z nil 0x1F . -}}')).toEqual([
      ['action', '{{- printf "é😀" $.a.b (.x | f).y.z nil 0x1F . -}}'],
      ['pipe', 'printf "é😀" $.a.b (.x | f).y.z nil 0x1F .'],
      ['command', 'printf "é😀" $.a.b (.x | f).y.z nil 0x1F .'],
      ['identifier', 'printf'],
      ['string', '"é😀"'],
      ['variable', '$.a.b'],
      ['chain', '(.x | f).y.z'],
      ['parentheses', '(.x | f)'],
      ['pipe', '.x | f'],
      ['command', '.x'],
      ['field', '.x'],
      ['command', 'f'],
      ['identifier', 'f'],
      ['nil', 'nil'],
      ['number', '0x1F'],
      ['dot', '.'],
    ]);
  });

  test('a pipeline includes its variables and a trailing pipe', () => {
    expect(parts('{{ $x := .a\n  | f |\n}}')).toEqual([
      ['action', '{{ $x := .a\n  | f |\n}}'],
      ['pipe', '$x := .a\n  | f |'],
      ['variable', '$x'],
      ['command', '.a'],
      ['field', '.a'],
      ['command', 'f'],
      ['identifier', 'f'],
    ]);
  });

  test('text is what the trim markers leave', () => {
    const text = ' a \n{{- /* note */ -}}\n b ';
    expect(nodesOf(text).map((node) => [node.kind, written(text, node)])).toEqual([
      ['text', ' a'],
      ['comment', '/* note */'],
      ['text', 'b '],
    ]);
  });

  test('lists touch the actions around them', () => {
    const text = 'a{{if .x}} b {{- else if .y}}c{{else}} d{{end}}e';
    const [, outer] = nodesOf(text) as [TemplateNode, BranchNode];
    const inner = outer.otherwise?.nodes[0] as BranchNode;
    expect(written(text, outer)).toBe('{{if .x}} b {{- else if .y}}c{{else}} d{{end}}');
    expect(text.slice(outer.head.start, outer.head.end)).toBe('{{if .x}}');
    expect(written(text, outer.body)).toBe(' b ');
    expect(written(text, outer.otherwise)).toBe('{{- else if .y}}c{{else}} d{{end}}');
    expect(written(text, inner)).toBe('{{- else if .y}}c{{else}} d{{end}}');
    expect(text.slice(inner.head.start, inner.head.end)).toBe('{{- else if .y}}');
    expect(written(text, inner.body)).toBe('c');
    expect(written(text, inner.otherwise)).toBe(' d');
  });

  test('definitions and calls', () => {
    const text = '{{define "a" -}} x {{- end}}{{block `b` .c}}y{{end}}{{template "a"}}';
    const result = parseTemplate(sourceText('t', text), { functions: 'any' });
    if (!result.ok) throw new Error(result.error.message);
    const { main, trees } = result.value;
    expect(written(text, trees.get('a'))).toBe('{{define "a" -}} x {{- end}}');
    expect(written(text, trees.get('a')?.root)).toBe(' x ');
    expect(written(text, trees.get('b'))).toBe('{{block `b` .c}}y{{end}}');
    expect(written(text, trees.get('t'))).toBe(text);
    expect(main.root.nodes.map((node) => [node.kind, written(text, node)])).toEqual([
      ['template', '{{block `b` .c}}y{{end}}'],
      ['template', '{{template "a"}}'],
    ]);
    expect(main.root.nodes).toMatchObject([
      { name: 'b', block: true, pipe: { kind: 'pipe' } },
      { name: 'a', block: false, pipe: undefined },
    ]);
  });
});
