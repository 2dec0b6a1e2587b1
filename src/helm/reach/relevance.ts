import type {
  BranchNode,
  CommandNode,
  ListNode,
  Operand,
  PipeNode,
  TemplateNode,
} from '../../formats/gotemplate/index.ts';
import type { NamedTemplate } from '../template/named-template.ts';

/** Which parts of a set of templates can print an image, told from their text alone. */
export interface Relevance {
  /** What the guard at a node executes where it holds, or does not. */
  side(site: object, held: boolean): boolean;
  template(name: string): boolean;
}

/** In texts and constants. */
const IMAGE = /image(?!Pull)/i;

/** Names of fields: of images, of parts of their names, and of what brings containers, whole objects or files along. */
const FIELD =
  /^Files$|image(?!Pull)|^(?:repository|registry|hub)$|containers$|sidecars?$|^extra(?:Container|Deploy|Objects?$|Manifests?$|Resources$)/i;

/** Templates that print an image's name: all that is in them is part of it. */
const NAMES_IMAGE = /image(?!Pull)/i;

export function relevanceOf(templates: ReadonlyMap<string, NamedTemplate>): Relevance {
  const byTemplate = new Map<string, boolean>();
  const byList = new Map<ListNode, boolean>();
  /** Guards within the text of an image, whatever it is that they print. */
  const inName = new Set<object>();

  const template = (name: string): boolean => {
    const known = byTemplate.get(name);
    if (known !== undefined) return known;
    const tree = templates.get(name)?.tree;
    // One that calls itself is as relevant as what else is in it.
    byTemplate.set(name, false);
    const found = tree !== undefined && list(tree.root);
    if (tree !== undefined && NAMES_IMAGE.test(name) && !name.includes('/')) markBranches(tree.root, inName);
    byTemplate.set(name, found);
    return found;
  };
  const list = (nodes: ListNode): boolean => {
    const known = byList.get(nodes);
    if (known !== undefined) return known;
    let found = false;
    let onImageLine = false;
    for (const each of nodes.nodes) {
      if (each.kind === 'text') onImageLine = endsOnImageLine(each.text, onImageLine);
      else if (onImageLine && isBranch(each)) inName.add(each);
      if (node(each)) found = true;
    }
    byList.set(nodes, found);
    return found;
  };
  const node = (each: TemplateNode): boolean => {
    switch (each.kind) {
      case 'text':
        return IMAGE.test(each.text);
      case 'action':
        return pipe(each.pipe);
      case 'template':
        return template(each.name) || (each.pipe !== undefined && pipe(each.pipe));
      case 'if':
      case 'with':
      case 'range':
        return branch(each);
      default:
        return false;
    }
  };
  const branch = (each: BranchNode): boolean =>
    pipe(each.pipe) || list(each.body) || (each.otherwise !== undefined && list(each.otherwise));
  const pipe = ({ commands }: PipeNode): boolean => commands.some(command);
  const command = ({ args }: CommandNode): boolean => {
    const [first, name] = args;
    if (first?.kind !== 'identifier' || first.name !== 'include') return args.some(operand);
    // A name that is put together is, nearly always, of a file whose checksum is taken.
    const called = name?.kind === 'string' && template(name.value);
    return called || args.slice(2).some(operand);
  };
  const operand = (each: Operand): boolean => {
    switch (each.kind) {
      case 'string':
        return IMAGE.test(each.value);
      case 'field':
      case 'variable':
        return each.names.some((name) => FIELD.test(name));
      case 'chain':
        return each.names.some((name) => FIELD.test(name)) || operand(each.operand);
      case 'parentheses':
        return pipe(each.pipe);
      default:
        return false;
    }
  };
  return {
    side: (site, held) => {
      // The choice between two values stands in an action that is relevant as a whole.
      if (!isBranch(site) || inName.has(site)) return true;
      return held ? list(site.body) : site.otherwise !== undefined && list(site.otherwise);
    },
    template,
  };
}

function isBranch(site: object): site is BranchNode {
  return 'body' in site;
}

function markBranches({ nodes }: ListNode, into: Set<object>): void {
  for (const node of nodes) {
    if (!isBranch(node)) continue;
    into.add(node);
    markBranches(node.body, into);
    if (node.otherwise !== undefined) markBranches(node.otherwise, into);
  }
}

/** Whether the line that a text leaves unfinished is that of an image. */
function endsOnImageLine(text: string, before: boolean): boolean {
  const lineStart = text.lastIndexOf('\n');
  return lineStart === -1 ? before || IMAGE.test(text) : IMAGE.test(text.slice(lineStart));
}
