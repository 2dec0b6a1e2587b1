import {
  isNull,
  parseYaml,
  walkTree,
  type YamlMap,
  type YamlNode,
  type YamlPair,
  type YamlScalar,
} from '../../formats/yaml/index.ts';
import type { Kustomization } from '../../kustomize/index.ts';
import { formatField } from '../../rewrite/kustomize/block.ts';
import { columnOf, lineBreak, lineEnd } from '../../rewrite/kustomize/lines.ts';
import { commonStyle, formatScalar } from '../../rewrite/kustomize/scalar.ts';
import type { Edit, SourceText, Span } from '../../text/index.ts';

/**
 * Gives an entry of `images:` that sets a tag its digest, too: the value of a `digest` that is there and empty, else a line below
 * `newTag`, or behind it in a flow map. Kustomize then writes `name:tag@digest` (api/filters/imagetag), from 4.5.4 to 5.8.1.
 * Undefined where the entry is written in a way that is not edited.
 */
export function entryDigestEdit(root: Kustomization, path: string, digest: string): Edit | undefined {
  const located = root.images.find((candidate) => path.startsWith(`${candidate.path}.`));
  const tag = located?.texts.newTag;
  if (located === undefined || tag === undefined || tag.via !== undefined || located.via !== undefined) {
    return undefined;
  }
  return digestInEntry(root.source.text, located.node, tag.scalar, digest);
}

/**
 * The same for an entry that stands elsewhere, as in `spec.images` of Flux's Kustomization, which takes tag and digest over into the
 * kustomization (fluxcd/pkg, kustomize/kustomize_generator.go). `place` is that of the tag.
 */
export function digestBesideTag(source: SourceText, place: Span, digest: string): Edit | undefined {
  for (const { root } of parseYaml(source).documents) {
    const entry = root && entryWithTag(root, place);
    if (entry !== undefined) return digestInEntry(source.text, entry.node, entry.tag, digest);
  }
  return undefined;
}

function entryWithTag(
  root: YamlNode,
  place: Span,
): { readonly node: YamlMap; readonly tag: YamlScalar } | undefined {
  let found: { readonly node: YamlMap; readonly tag: YamlScalar } | undefined;
  walkTree(root, ({ node, via }) => {
    if (via !== undefined || found !== undefined) return 'skip';
    if (node.kind !== 'map') return undefined;
    for (const pair of node.entries)
      if (
        keyOf(pair) === 'newTag' &&
        pair.value.kind === 'scalar' &&
        pair.value.content.start === place.start
      )
        found = { node, tag: pair.value };
    return undefined;
  });
  return found;
}

function digestInEntry(text: string, node: YamlMap, tag: YamlScalar, digest: string): Edit | undefined {
  const quotes = commonStyle([tag.style]);
  const empty = node.entries.find((pair) => keyOf(pair)?.toLowerCase() === 'digest');
  if (empty !== undefined) {
    if (empty.value.kind !== 'scalar' || (empty.value.value !== '' && !isNull(empty.value))) return undefined;
    const { start, end } = empty.value.span;
    const own = commonStyle([empty.value.style]);
    const separator = start === end && !/\s/.test(text[start - 1] ?? '') ? ' ' : '';
    return {
      span: empty.value.span,
      replacement: separator + formatScalar(digest, own === 'plain' ? quotes : own),
    };
  }
  const key = node.entries.find(({ value }) => value === tag)?.key;
  if (key === undefined || tag.style === 'literal' || tag.style === 'folded') return undefined;
  const { end } = tag.span;
  if (node.flow) {
    const json = key.kind === 'scalar' && key.style === 'double';
    return { span: { start: end, end }, replacement: `, ${formatField('digest', digest, quotes, json)}` };
  }
  const offset = lineEnd(text, end);
  const indent = ' '.repeat(columnOf(text, key.span.start));
  const line = formatField('digest', digest, quotes);
  return { span: { start: offset, end: offset }, replacement: lineBreak(text) + indent + line };
}

function keyOf({ key }: YamlPair): string | undefined {
  return key.kind === 'scalar' ? key.value : undefined;
}
