import type { SourceText } from '../../text/source-text.ts';
import type { FoundImage } from '../image-use.ts';
import type { Extraction, Source } from '../source.ts';
import type { Spot } from '../spot.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';
import { rkeImages } from './rke.ts';
import { talosImages } from './talos.ts';

const SECTION = /^["']?(?:machine|cluster|system_images|services)["']?[ \t]*:/m;

/** What clusters are made of, where the file is no Kubernetes object: machines of Talos, clusters of RKE. */
export const clusterConfig: Source = {
  id: 'cluster-config',
  endings: ['.yaml', '.yml'],
  claims: (path) => /\.ya?ml$/i.test(path),
  hints: ['image'],
  extract: extractConfig,
};

function extractConfig(source: SourceText): Extraction | undefined {
  if (!SECTION.test(source.text)) return undefined;
  const { stream } = readManifest(source, false);
  const found = stream.documents.flatMap(({ root }): readonly FoundImage[] => {
    if (root?.kind !== 'map') return [];
    const spot: Spot = { map: root, path: '', via: undefined };
    return [...talosImages(spot), ...rkeImages(spot)];
  });
  // Many files have such sections, and are of another kind.
  if (found.length === 0) return undefined;
  return {
    found: found.map((image) => unmasked(image, source)).sort((a, b) => a.span.start - b.span.start),
    problems: stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) })),
  };
}
