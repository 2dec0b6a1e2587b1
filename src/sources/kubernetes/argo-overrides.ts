import { field, isNull, parseYaml, resolve } from '../../formats/yaml/index.ts';
import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';

/**
 * `.argocd-source.yaml` and `.argocd-source-<application>.yaml`: what Argo CD lays over the source of an Application
 * (argo-cd, `docs/user-guide/parameters.md`, `Store Overrides In Git`).
 */
export const argoOverrides: Source = {
  id: 'kubernetes',
  endings: ['.yaml', '.yml'],
  claims: (path) => /(?:^|\/)\.argocd-source[^/]*\.ya?ml$/.test(path),
  hints: ['images'],
  extract: extractOverrides,
};

function extractOverrides(source: SourceText): Extraction | undefined {
  const stream = parseYaml(source);
  const root = stream.documents[0]?.root;
  const kustomize = root === undefined ? undefined : field(resolve(root), 'kustomize')?.value;
  const images = kustomize === undefined ? undefined : field(kustomize, 'images')?.value;
  if (images?.kind !== 'seq') return undefined;
  const found = images.items.flatMap((item, index): readonly FoundImage[] => {
    const node = resolve(item);
    if (node.kind !== 'scalar' || isNull(node)) return [];
    // `name=new:tag`, as `kustomize edit set image` takes it.
    const from = node.value.indexOf('=') + 1;
    const isLiteral = node.content.end - node.content.start === node.value.length;
    const span = isLiteral ? { start: node.content.start + from, end: node.content.end } : node.content;
    const path = `kustomize.images[${index}]`;
    const value = node.value.slice(from);
    return [{ span, value, path, purpose: 'pull', confidence: 'certain', reach: 'default' }];
  });
  return { found, problems: stream.problems.map(({ span, message }) => ({ span, message })) };
}
