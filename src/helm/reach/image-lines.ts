import type {
  BranchNode,
  ListNode,
  Operand,
  PipeNode,
  TemplateNode,
} from '../../formats/gotemplate/index.ts';
import type { NamedTemplate } from '../template/named-template.ts';

/** A field of a manifest, as a template writes it. */
const IMAGE_LINE = /(?:^|[\n{,])[ \t]*(?:- +)?image:[ \t]*(?:\S|$)/;

/**
 * Whether what the guard at a node executes, where it holds or does not, writes the field `image` of a container itself, or by a template
 * that it calls. Relevance asks for much less: what is never executed and may name an image is mostly about something else.
 */
export function writesImage(
  site: object,
  held: boolean,
  templates: ReadonlyMap<string, NamedTemplate>,
): boolean {
  if (!('body' in site)) return false;
  const { body, otherwise } = site as BranchNode;
  const known = new Set<string>();
  const list = ({ nodes }: ListNode): boolean => nodes.some(node);
  const node = (each: TemplateNode): boolean => {
    switch (each.kind) {
      case 'text':
        return IMAGE_LINE.test(each.text);
      case 'action':
        return pipe(each.pipe);
      case 'template':
        return template(each.name);
      case 'if':
      case 'with':
      case 'range':
        return list(each.body) || (each.otherwise !== undefined && list(each.otherwise));
      default:
        return false;
    }
  };
  const pipe = ({ commands }: PipeNode): boolean =>
    commands.some(({ args: [first, name, ...rest] }) => {
      const isCall = first?.kind === 'identifier' && first.name === 'include' && name?.kind === 'string';
      return (isCall && template(name.value)) || [first, name, ...rest].some(operand);
    });
  const operand = (each: Operand | undefined): boolean => each?.kind === 'parentheses' && pipe(each.pipe);
  const template = (name: string): boolean => {
    const tree = known.has(name) ? undefined : templates.get(name)?.tree;
    known.add(name);
    return tree !== undefined && list(tree.root);
  };
  return held ? list(body) : otherwise !== undefined && list(otherwise);
}
