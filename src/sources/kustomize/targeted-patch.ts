import { parseYaml } from '../../formats/yaml/index.ts';
import type { PatchTarget } from '../../kustomize/index.ts';
import type { Source } from '../source.ts';
import { readTargeted } from './inline-patches.ts';

/**
 * Reads a strategic merge patch in a file of its own for which a kustomization gives the target. Such a one may leave out
 * its `apiVersion`, and then does not show by itself that it is a piece of a manifest.
 */
export function targetedPatch(target: PatchTarget): Source {
  return {
    id: 'kubernetes',
    claims: (path) => /\.(?:ya?ml|json)$/i.test(path),
    hints: ['image'],
    extract: (source) => {
      const stream = parseYaml(source);
      if (stream.documents[0]?.root?.kind !== 'map') return undefined;
      const { found, problems } = readTargeted(stream.documents, target, source);
      return { found, problems: [...stream.problems, ...problems] };
    },
  };
}
