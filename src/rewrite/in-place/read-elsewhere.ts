import { parseYaml, walkTree } from '../../formats/yaml/index.ts';
import type { ImageUse } from '../../sources/image-use.ts';
import type { SourceText, Span } from '../../text/index.ts';

/** Whether a text is also read at a place that is none of the uses. */
export type ReadElsewhere = (text: Span, uses: readonly ImageUse[]) => boolean;

/** What has both is worth parsing: an anchor, and an alias. Other languages have the signs too, and are no YAML then. */
const anchor = /(?:^|[\s,:[{-])&[^\s,[\]{}&;]/;
const alias = /[\s,:[{-]\*[^\s,[\]{}*;]/;

export function mayHaveAliases(text: string): boolean {
  return anchor.test(text) && alias.test(text);
}

/**
 * Tells of an anchored text whether anything but the given uses reads it: an annotation, an argument, an environment
 * variable. A text that is read in ways that cannot all be followed counts as read elsewhere. What stands under a key that
 * is there for its anchors alone is read where it is used.
 */
export function readElsewhereIn(source: SourceText): ReadElsewhere {
  if (!mayHaveAliases(source.text)) return () => false;
  const { documents, problems } = parseYaml(source);
  let followed = problems.length === 0;
  // By the end of the text: where a scheme stands before a reference, the use begins later than the scalar.
  const readers = new Map<number, Map<number, unknown>>();
  const owners = new Map<number, unknown>();
  for (const { root } of documents) {
    if (root === undefined) continue;
    const problem = walkTree(root, ({ node, via, path }) => {
      if (node.kind !== 'scalar') return undefined;
      const { end } = node.content;
      if (via === undefined) {
        owners.set(end, path[0]);
        return undefined;
      }
      const known = readers.get(end) ?? new Map<number, unknown>();
      readers.set(end, known);
      known.set(via.span.start, path[0]);
      return undefined;
    });
    if (problem !== undefined) followed = false;
  }
  return (text, uses) => {
    const through = readers.get(text.end);
    if (through === undefined) return !followed && uses.some((use) => isBehindAlias(source, use));
    if (!followed) return true;
    const isStore = (key: unknown): boolean => uses.every((use) => holdsAnchors(key, use));
    const isLiteral = uses.some((use) => !isBehindAlias(source, use));
    if (!isLiteral && !isStore(owners.get(text.end))) return true;
    const known = new Set(uses.map(({ span }) => span.start));
    return [...through].some(([place, key]) => !known.has(place) && !isStore(key));
  };
}

/** Whether a top-level key is there for others to take from: Compose's `x-…`, GitLab's hidden jobs, and what is called like it. */
function holdsAnchors(key: unknown, { source }: ImageUse): boolean {
  if (typeof key !== 'string' || source === 'kubernetes' || source === 'kustomize' || source === 'helm')
    return false;
  return /^(?:x-|\.)|^(?:variables|definitions|defaults|aliases|anchors|references|templates)$/.test(key);
}

function isBehindAlias({ text, path }: SourceText, { file, span, pieces }: ImageUse): boolean {
  return file === path && pieces !== undefined && text[span.start] === '*';
}
