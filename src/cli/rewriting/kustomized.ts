import { normalizeReference } from '../../image/index.ts';
import { effectiveImages, type KustomizeGraph } from '../../kustomize/index.ts';
import type { Refusal } from '../../rewrite/in-place.ts';
import type { ImageUse } from '../../sources/image-use.ts';

/**
 * How kustomizations stand to an edit of a use: `free` where none has an entry for its name; `redirected` where all that build it
 * send it to the registry already; else why it must not be edited: an entry is found by the name, and would find nothing.
 */
export function kustomizeStanding(
  use: ImageUse,
  graph: KustomizeGraph,
  loginServer: string,
): 'free' | 'redirected' | Refusal {
  if (use.source !== 'kubernetes' && use.source !== 'kustomize') return 'free';
  const { images, complete } = effectiveImages(graph, {
    file: use.file,
    value: use.value,
    path: use.path,
    ...(use.object === undefined ? {} : { object: use.object }),
  });
  if (images.length === 0) return 'free';
  const host = loginServer.toLowerCase();
  const isRedirected = ({ after }: { readonly after: string }): boolean => {
    const parsed = normalizeReference(after);
    return parsed.ok && parsed.value.reference.registry.toLowerCase() === host;
  };
  if (complete && images.every(isRedirected)) return 'redirected';
  const replaced = images.find(({ after }) => after !== use.value);
  if (replaced === undefined) return 'free';
  const reason = `an entry of \`images\` in a kustomization is found by this name, and would find nothing (${replaced.root.source.path} makes it ${replaced.after}): \`pullthrough kustomize\` redirects it there`;
  return { code: 'selector', reason };
}
