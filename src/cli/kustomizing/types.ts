import type { Kustomization } from '../../kustomize/index.ts';
import type { KustomizeImagesPlan } from '../../rewrite/kustomize-images.ts';
import type { ImageUse } from '../../sources/image-use.ts';

/** What is to become of a kustomization that changes. */
export interface PendingPlan {
  readonly root: Kustomization;
  readonly plan: KustomizeImagesPlan<ImageUse>;
}
