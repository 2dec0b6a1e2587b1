import type { BranchNode, CommandNode, ListNode } from '../../formats/gotemplate/index.ts';
import type { NamedTemplate } from '../template/named-template.ts';
import { type Mentions, markChoices, mentionsOf, mentionsOfCommand, type Step } from './mentions.ts';

/** Which parts of a set of templates can print an image, told from their text alone. */
export interface Relevance {
  /** What the guard at a node executes where it holds, or does not. */
  side(site: object, held: boolean): boolean;
  template(name: string): boolean;
}

/** Templates that print an image's name: all that is in them is part of it. */
const NAMES_IMAGE = /^(?!.*pull).*image/i;

export function relevanceOf(templates: ReadonlyMap<string, NamedTemplate>): Relevance {
  const byTemplate = new Map<string, boolean>();
  const byList = new Map<ListNode, boolean>();
  /** Guards within the text of an image, whatever it is that they print. */
  const inName = new Set<object>();
  const mark = (sites: readonly object[]): void => {
    for (const site of sites) inName.add(site);
  };

  const template = (name: string): boolean => {
    const known = byTemplate.get(name);
    if (known !== undefined) return known;
    const tree = templates.get(name)?.tree;
    // One that calls itself is as relevant as what else is in it.
    byTemplate.set(name, false);
    const found = tree !== undefined && list(tree.root);
    if (tree !== undefined && NAMES_IMAGE.test(name) && !name.includes('/')) mark(choicesIn(tree.root));
    byTemplate.set(name, found);
    return found;
  };
  const list = (nodes: ListNode): boolean => {
    const known = byList.get(nodes);
    if (known !== undefined) return known;
    const mentions = mentionsOf(nodes);
    mark(mentions.inName);
    const found = any(mentions);
    byList.set(nodes, found);
    return found;
  };
  /** Asks for all, even when one is enough: on the way it is found which templates print names. */
  const any = ({ itself, steps }: Mentions): boolean => {
    let found = itself;
    for (const each of steps) if (step(each)) found = true;
    return found;
  };
  const step = (each: Step): boolean => {
    switch (each.kind) {
      case 'list':
        return list(each.list);
      case 'include':
        return template(each.name);
      case 'template':
        return (each.handed !== undefined && any(each.handed)) || template(each.name);
      case 'test':
        return any(each.tested) && each.counts;
    }
  };
  return {
    side: (site, held) => {
      if (inName.has(site)) return true;
      if (!isBranch(site)) return 'args' in site && any(mentionsOfCommand(site as CommandNode));
      return held ? list(site.body) : site.otherwise !== undefined && list(site.otherwise);
    },
    template,
  };
}

function isBranch(site: object): site is BranchNode {
  return 'body' in site;
}

function choicesIn(list: ListNode): readonly object[] {
  const found: object[] = [];
  markChoices(list, found);
  return found;
}
