import { parseRegexp } from './parse.ts';
import { type CharacterTest, type Node, RegexpFailure } from './types.ts';

/** Printable ASCII. */
const characters = Array.from({ length: 95 }, (_, index) => String.fromCodePoint(0x20 + index));
const CONTROL = 0x01;

/**
 * The texts that an expression stands for, where they are few: `(docker.io/)?(library/)?nginx` has four. A `.` that may be
 * any character is taken for a dot. Undefined for an expression without end or with assertions, for one of more than `most`
 * texts, for alternatives outside of a group, and for one that Go refuses.
 */
export function textsOf(expression: string, most: number): readonly string[] | undefined {
  try {
    const { node } = parseRegexp(expression);
    return node.kind === 'alternatives' ? undefined : textsOfNode(node, most);
  } catch (error) {
    if (error instanceof RegexpFailure) return undefined;
    throw error;
  }
}

function textsOfNode(node: Node, most: number): readonly string[] | undefined {
  switch (node.kind) {
    case 'character':
      return few(matching(node.test), most);
    case 'assertion':
      return undefined;
    case 'group':
      return textsOfNode(node.item, most);
    case 'sequence':
      return joined(node.items, most);
    case 'alternatives':
      return united(
        node.items.map((item) => textsOfNode(item, most)),
        most,
      );
    case 'repeat': {
      const { item, min, max } = node;
      if (max > most) return undefined;
      const counts = Array.from({ length: max - min + 1 }, (_, index) => min + index);
      const repeated = counts.map((count) => joined(new Array<Node>(count).fill(item), most));
      return united(repeated, most);
    }
  }
}

function matching(test: CharacterTest): readonly string[] {
  if (test(CONTROL)) return ['.'];
  return characters.filter((character) => test(character.codePointAt(0) ?? 0));
}

function joined(items: readonly Node[], most: number): readonly string[] | undefined {
  let texts: readonly string[] | undefined = [''];
  for (const item of items) {
    const ends = textsOfNode(item, most);
    if (ends === undefined) return undefined;
    texts = few(
      texts.flatMap((start) => ends.map((end) => start + end)),
      most,
    );
    if (texts === undefined) return undefined;
  }
  return texts;
}

function united(
  lists: readonly (readonly string[] | undefined)[],
  most: number,
): readonly string[] | undefined {
  const all = new Set<string>();
  for (const list of lists) {
    if (list === undefined) return undefined;
    for (const text of list) all.add(text);
  }
  return few([...all], most);
}

function few(texts: readonly string[], most: number): readonly string[] | undefined {
  return texts.length <= most ? texts : undefined;
}
