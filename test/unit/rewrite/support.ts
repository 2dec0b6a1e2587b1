import type { Decision } from '../../../src/cache/types.ts';
import type { ImageReference } from '../../../src/image/index.ts';
import type { PlacedImage } from '../../../src/kustomize/index.ts';
import type { Result } from '../../../src/result.ts';
import {
  type KustomizeImagesError,
  type KustomizeImagesPlan,
  planKustomizeImages,
} from '../../../src/rewrite/kustomize-images.ts';
import { graphOf, rootAt } from '../kustomize/support.ts';

export type Planned = Result<KustomizeImagesPlan<PlacedImage>, KustomizeImagesError>;

/** Docker Hub's official images, ghcr.io and quay.io are cached; `*.azurecr.io` is the team's own, the rest uncovered. */
export function decide(reference: ImageReference): Decision {
  const { registry, repository } = reference;
  if (registry === 'team.azurecr.io') return { status: 'own' };
  const target =
    registry === 'docker.io'
      ? repository.startsWith('library/')
        ? `hub/${repository.slice('library/'.length)}`
        : undefined
      : { 'ghcr.io': `ghcr/${repository}`, 'quay.io': `quay/${repository}` }[registry];
  if (target === undefined) return { status: 'uncovered' };
  const rule = { name: 'a-rule', source: `${registry}/*`, target: 'x/*' };
  return {
    status: 'covered',
    rule,
    cached: { ...reference, registry: 'team.azurecr.io', repository: target },
  };
}

/** An image in the first container of a Deployment. */
export function image(
  value: string,
  file = 'web.yaml',
  path = 'spec.template.spec.containers[0].image',
): PlacedImage {
  return { file, value, path, object: { apiVersion: 'apps/v1', kind: 'Deployment' } };
}

/** Plans for the kustomization in the root directory, of a tree with just that file and `web.yaml`. */
export function plan(
  text: string,
  values: readonly (string | PlacedImage)[],
  hazards: readonly string[] = [],
): Planned {
  const graph = graphOf({ 'kustomization.yaml': text });
  const images = values.map((value) => (typeof value === 'string' ? image(value) : value));
  return planKustomizeImages({ graph, root: rootAt(graph, ''), images, decide, hazards });
}

export function plannedOf(planned: Planned): KustomizeImagesPlan<PlacedImage> {
  if (!planned.ok) throw new Error(`${planned.error.code}: ${planned.error.reason}`);
  return planned.value;
}
