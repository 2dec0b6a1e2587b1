import type { SourceText } from '../../text/source-text.ts';
import type { Extraction, Source } from '../source.ts';
import { type Spot, spotAt, spotsIn } from '../spot.ts';
import { imageAt } from '../spot-images.ts';
import { readManifest, unmasked, withoutFiller } from '../templated.ts';

/** Blueprints of Render: services that run an image of a registry (render.com/docs, `blueprint-spec`). */
export const render: Source = {
  id: 'render',
  endings: ['.yaml', '.yml'],
  words: ['render.y'],
  claims: (path) => /(?:^|\/)[^/]*render\.ya?ml$/.test(path),
  hints: ['image'],
  extract: extractBlueprint,
};

function extractBlueprint(source: SourceText): Extraction | undefined {
  const { stream } = readManifest(source, false);
  const root = stream.documents[0]?.root;
  if (root?.kind !== 'map') return undefined;
  const owners = ownersOf({ map: root, path: '', via: undefined });
  const services = owners.flatMap((owner) => spotsIn(owner, 'services'));
  if (services.length === 0) return undefined;
  return {
    found: services
      .flatMap((service) => imageAt(spotAt(service, 'image'), 'url'))
      .map((image) => unmasked(image, source)),
    problems: stream.problems.map(({ span, message }) => ({ span, message: withoutFiller(message) })),
  };
}

/** Services stand in the blueprint, and in the environments of its projects; `ungrouped` is outside of both. */
function ownersOf(root: Spot): readonly Spot[] {
  const environments = spotsIn(root, 'projects').flatMap((project) => spotsIn(project, 'environments'));
  return [root, ...environments, ...[spotAt(root, 'ungrouped') ?? []].flat()];
}
