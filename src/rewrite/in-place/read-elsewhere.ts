import { parseYaml, walkTree } from '../../formats/yaml/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { SourceText, Span } from '../../text/index.ts';

/** Whether a text is also read at a place that is none of the uses. */
export type ReadElsewhere = (text: Span, uses: readonly ImageUse[]) => boolean;

/** What has both is worth parsing: an anchor, and an alias. Other languages have the signs too, and are no YAML then. */
const anchor = /(?:^|[\s,:[{-])&[^\s,[\]{}&;]/;
const alias = /[\s,:[{-]\*[^\s,[\]{}*;]/;

/**
 * Tells of an anchored text whether anything but the given uses reads it: an annotation, an argument, an environment
 * variable. A text that is read in ways that cannot all be followed counts as read elsewhere.
 */
export function readElsewhereIn(source: SourceText): ReadElsewhere {
  if (!anchor.test(source.text) || !alias.test(source.text)) return () => false;
  const { documents, problems } = parseYaml(source);
  let followed = problems.length === 0;
  // By the end of the text: where a scheme stands before a reference, the use begins later than the scalar.
  const readers = new Map<number, Set<number>>();
  for (const { root } of documents) {
    if (root === undefined) continue;
    const problem = walkTree(root, ({ node, via }) => {
      if (node.kind !== 'scalar' || via === undefined) return undefined;
      const known = readers.get(node.content.end);
      if (known === undefined) readers.set(node.content.end, new Set([via.span.start]));
      else known.add(via.span.start);
      return undefined;
    });
    if (problem !== undefined) followed = false;
  }
  return (text, uses) => {
    const through = readers.get(text.end);
    if (through === undefined) return !followed && uses.some((use) => isBehindAlias(source, use));
    if (!followed || uses.every((use) => isBehindAlias(source, use))) return true;
    const known = new Set(uses.map(({ span }) => span.start));
    return [...through].some((place) => !known.has(place));
  };
}

function isBehindAlias({ text, path }: SourceText, { file, span, pieces }: ImageUse): boolean {
  return file === path && pieces !== undefined && text[span.start] === '*';
}
