import { goQuote } from './go-quote.ts';
import type { ListNode, Operand, PipeNode, TemplateNode } from './types.ts';

export type PrintableNode = TemplateNode | ListNode | PipeNode | PipeNode['commands'][number] | Operand;

/**
 * A node as Go writes it in messages (`Node.String`): on one line, with single spaces, `else if` as an `if` inside an
 * `else`. Numbers and strings keep their form, which is why the text is needed that the tree was parsed from.
 */
export function printNode(text: string, node: PrintableNode): string {
  const out: string[] = [];
  const pending: (PrintableNode | string)[] = [node];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    if (typeof item === 'string') out.push(item);
    else for (const part of partsOf(text, item).reverse()) pending.push(part);
  }
  return out.join('');
}

type Part = PrintableNode | string;

function partsOf(text: string, node: PrintableNode): Part[] {
  switch (node.kind) {
    case 'text':
      return [node.text];
    case 'comment':
      return ['{{', node.text, '}}'];
    case 'action':
      return ['{{', node.pipe, '}}'];
    case 'break':
    case 'continue':
      return [`{{${node.kind}}}`];
    case 'template':
      return [`{{template ${goQuote(node.name)}`, ...(node.pipe === undefined ? [] : [' ', node.pipe]), '}}'];
    case 'if':
    case 'range':
    case 'with':
      return [
        `{{${node.kind} `,
        node.pipe,
        '}}',
        node.body,
        ...(node.otherwise === undefined ? [] : ['{{else}}', node.otherwise]),
        '{{end}}',
      ];
    case 'list':
      return [...node.nodes];
    case 'pipe':
      return [declarationsOf(node), ...separated(node.commands, ' | ')];
    case 'command':
      return separated(node.args, ' ');
    default:
      return operandParts(text, node);
  }
}

function operandParts(text: string, node: Operand): Part[] {
  switch (node.kind) {
    case 'parentheses':
      return ['(', node.pipe, ')'];
    case 'chain':
      return [node.operand, ...node.names.map((name) => `.${name}`)];
    default:
      return [text.slice(node.span.start, node.span.end)];
  }
}

function declarationsOf(pipe: PipeNode): string {
  if (pipe.declarations.length === 0) return '';
  const names = pipe.declarations.map(({ variable }) => variable).join(', ');
  return `${names} ${pipe.assigns ? '=' : ':='} `;
}

function separated(nodes: readonly PrintableNode[], separator: string): Part[] {
  return nodes.flatMap((node, index) => (index === 0 ? [node] : [separator, node]));
}
