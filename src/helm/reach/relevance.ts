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

/** Names of fields: of parts of an image's name, and of what brings containers, whole objects or files along. */
const FIELD =
  /^Files$|^(?:repository|registry|hub)$|containers$|sidecars?$|^extra(?:Container|Deploy|Objects?$|Manifests?$|Resources$)/i;

/** What stands in the table of an image and is not of its name. */
const BESIDE_NAME = /^(?:debug|pull\w*|imagePull\w*)$/i;

/** The label whose value is often the tag of an image. */
const VERSION_LABEL = 'app.kubernetes.io/version';
const ENDS_ON_VERSION_LABEL = /app\.kubernetes\.io\/version["']?: *["']?$/;

/** Templates that print an image's name: all that is in them is part of it. */
const NAMES_IMAGE = /^(?!.*pull).*image/i;

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
    if (tree !== undefined && NAMES_IMAGE.test(name) && !name.includes('/')) markChoices(tree.root, inName);
    byTemplate.set(name, found);
    return found;
  };
  const list = (nodes: ListNode): boolean => {
    const known = byList.get(nodes);
    if (known !== undefined) return known;
    let found = false;
    let onImageLine = false;
    let onVersionLabel = false;
    for (const each of nodes.nodes) {
      if (each.kind === 'text') onImageLine = endsOnImageLine(each.text, onImageLine);
      else if (onImageLine) markChoicesOf(each, inName);
      if (!onVersionLabel && node(each)) found = true;
      onVersionLabel = each.kind === 'text' && ENDS_ON_VERSION_LABEL.test(each.text);
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
        return (each.pipe !== undefined && pipe(each.pipe)) || template(each.name);
      case 'if':
      case 'with':
      case 'range':
        return branch(each);
      default:
        return false;
    }
  };
  const branch = (each: BranchNode): boolean => {
    const tested = pipe(each.pipe);
    const body = list(each.body);
    const otherwise = each.otherwise !== undefined && list(each.otherwise);
    return body || otherwise || (tested && handsOn(each));
  };
  const pipe = ({ commands }: PipeNode): boolean => any(commands, command);
  const command = ({ args }: CommandNode): boolean => {
    const [first, name] = args;
    if (args.some(isVersionLabel)) return false;
    if (first?.kind !== 'identifier' || first.name !== 'include') return any(args, operand);
    // A name that is put together is, nearly always, of a file whose checksum is taken.
    const called = name?.kind === 'string' && template(name.value);
    return any(args, operand, 2) || called;
  };
  const operand = (each: Operand): boolean => {
    switch (each.kind) {
      case 'string':
        return IMAGE.test(each.value);
      case 'field':
      case 'variable':
        return namesImage(each.names);
      case 'chain':
        return operand(each.operand) || namesImage(each.names);
      case 'parentheses':
        return pipe(each.pipe);
      default:
        return false;
    }
  };
  return {
    side: (site, held) => {
      if (inName.has(site)) return true;
      if (!isBranch(site)) return 'args' in site && command(site as CommandNode);
      return held ? list(site.body) : site.otherwise !== undefined && list(site.otherwise);
    },
    template,
  };
}

function isVersionLabel(operand: Operand): boolean {
  return operand.kind === 'string' && operand.value === VERSION_LABEL;
}

/** Asks for all, even when one is enough: on the way it is found which templates print names. */
function any<T>(all: readonly T[], test: (each: T) => boolean, from = 0): boolean {
  let found = false;
  for (let index = from; index < all.length; index++) if (test(all[index] as T)) found = true;
  return found;
}

/** Whether what is tested can be printed within: by `if` only if it has a name. */
function handsOn({ kind, pipe }: BranchNode): boolean {
  return kind !== 'if' || pipe.declarations.length > 0;
}

function isBranch(site: object): site is BranchNode {
  return 'body' in site;
}

function namesImage(names: readonly string[]): boolean {
  if (names.some((name) => FIELD.test(name))) return true;
  const at = names.findIndex((name) => IMAGE.test(name));
  return at !== -1 && !names.slice(at + 1).some((name) => BESIDE_NAME.test(name));
}

/** All that decides what a list prints: guards, and choices between two values. */
function markChoices({ nodes }: ListNode, into: Set<object>): void {
  for (const node of nodes) markChoicesOf(node, into);
}

function markChoicesOf(node: TemplateNode, into: Set<object>): void {
  if (node.kind === 'action') markCommands(node.pipe, into);
  if (!isBranch(node)) return;
  into.add(node);
  markChoices(node.body, into);
  if (node.otherwise !== undefined) markChoices(node.otherwise, into);
}

function markCommands({ commands }: PipeNode, into: Set<object>): void {
  for (const command of commands) {
    into.add(command);
    for (const arg of command.args) if (arg.kind === 'parentheses') markCommands(arg.pipe, into);
  }
}

/** Whether the line that a text leaves unfinished is that of an image. */
function endsOnImageLine(text: string, before: boolean): boolean {
  const lineStart = text.lastIndexOf('\n');
  return lineStart === -1 ? before || IMAGE.test(text) : IMAGE.test(text.slice(lineStart));
}
