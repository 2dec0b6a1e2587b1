import type { Span } from '../../../text/span.ts';
import type { ListNode, TemplateNode, TemplateTree } from '../types.ts';

/** What `unicode.IsSpace` knows; neither JavaScript's `\s` nor its `trim` are the same. */
const nonSpace = /[^\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function createTree(name: string, span: Span, root: ListNode): TemplateTree {
  return { name, span, root, empty: root.nodes.every(isEmpty) };
}

/**
 * Adds a tree to those of the same text, as Go does: it takes the place of an empty one of its name, and an empty tree
 * replaces nothing. False, and nothing is added, where neither is empty.
 */
export function addTree(trees: Map<string, TemplateTree>, tree: TemplateTree): boolean {
  const known = trees.get(tree.name);
  if (known === undefined || known.empty) {
    trees.set(tree.name, tree);
    return true;
  }
  return tree.empty;
}

/**
 * Adds the trees of one text to those of the texts parsed before it, as `Template.Parse` does with templates that share
 * a set: the later one counts, unless it is empty.
 */
export function defineTrees(
  known: Map<string, TemplateTree>,
  added: ReadonlyMap<string, TemplateTree>,
): void {
  for (const [name, tree] of added) {
    if (!tree.empty || !known.has(name)) known.set(name, tree);
  }
}

function isEmpty(node: TemplateNode): boolean {
  return node.kind === 'comment' || (node.kind === 'text' && !nonSpace.test(node.text));
}
