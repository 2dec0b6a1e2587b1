import type { YamlField } from '../formats/yaml/index.ts';
import { fieldOf, type Kustomization, type PlacedImage } from '../kustomize/index.ts';
import { err, ok, type Result } from '../result.ts';
import type { ImageUse } from '../sources/image-use.ts';
import { placedImage } from '../sources/kustomize/index.ts';
import { applyEdits } from '../text/index.ts';
import { type Choice, chooseEntries } from './kustomize/choose.ts';
import { type ConfigurationTexts, configuredPlan } from './kustomize/configured-plan.ts';
import { flowsOf } from './kustomize/flows.ts';
import { planRoots, type RootPlan, type RootsRequest } from './kustomize/plan-roots.ts';
import { disprove } from './kustomize/prove.ts';
import { spliceEntries } from './kustomize/splice.ts';
import type {
  EntryChange,
  KustomizeImagesError,
  KustomizeImagesPlan,
  KustomizeImagesRequest,
} from './kustomize/types.ts';

export { formatImagesBlock } from './kustomize/block.ts';
export { groupPlaces } from './kustomize/group-places.ts';
export type { RootPlan } from './kustomize/plan-roots.ts';
export type {
  KustomizeImagesError,
  KustomizeImagesPlan,
  KustomizeImagesRequest,
  Spellings,
} from './kustomize/types.ts';
export { configurationPath } from './kustomize/write-specs.ts';

interface KustomizeRootsRequest<T extends ImageUse> extends RootsRequest<T> {
  /** Files in which any `images:` entry makes kustomize fail, of those that a kustomization builds. */
  readonly hazardsIn?: (root: Kustomization) => readonly string[];
  /** What field specifications are chosen by; without it no configuration file is written. */
  readonly textsOf?: (root: Kustomization) => ConfigurationTexts;
}

/** Plans for several kustomizations, of which some may include others (see `planRoots`), with configuration files. */
export function planKustomizeRoots<T extends ImageUse>({
  hazardsIn,
  textsOf,
  ...request
}: KustomizeRootsRequest<T>): readonly RootPlan<T>[] {
  return planRoots({ ...request, images: request.images.map(placedImage) }, (one) => {
    const asked = { ...one, hazards: hazardsIn?.(one.root) ?? [] };
    const plain = planKustomizeImages(asked);
    if (!plain.ok || textsOf === undefined || plain.value.unreachable.length === 0) return plain;
    const configured = configuredPlan(asked, plain.value, textsOf(one.root), planKustomizeImages);
    return configured === undefined ? plain : ok(configured);
  });
}

/**
 * The entries that a root kustomization needs so that every image it builds, and that the cache serves, is pulled through
 * the cache; and the edits that write them. Only names change: tags and digests stay what they are. There is one entry for
 * each spelling in use, since kustomize compares names as they are written. The edited text is read again and run through
 * the model of kustomize before it is given out; a plan for that text has no edits.
 */
export function planKustomizeImages<T extends PlacedImage>(
  request: KustomizeImagesRequest<T>,
): Result<KustomizeImagesPlan<T>, KustomizeImagesError> {
  const { root, spellings = 'auto' } = request;
  const { flows, unreachable, needsNewKustomize, complete } = flowsOf(request);
  if (!complete) return err({ code: 'problem', reason: 'there are too many ways from its manifests to it' });
  const choice = chooseEntries(root.images, flows, spellings);
  if (!choice.ok) return choice;
  const changes = changesOf(root, choice.value);
  const done = { changes, unreachable, needsNewKustomize };
  if (changes.length === 0) return ok({ ...done, edits: [], text: root.source.text });
  const obstacle = obstacleIn(request);
  if (obstacle !== undefined) return err(obstacle);

  const edits = spliceEntries(root, listOf(root), choice.value);
  if (!edits.ok) return edits;
  const text = applyEdits(root.source, edits.value);
  if (!text.ok) return err({ code: 'unproven', reason: 'the edits overlap' });
  const wrong = disprove(root, text.value, choice.value.result, flows);
  if (wrong !== undefined) return err({ code: 'unproven', reason: wrong });
  return ok({ ...done, edits: edits.value, text: text.value });
}

/** The field that the entries are written into. */
function listOf({ root }: Kustomization): YamlField | undefined {
  return fieldOf(root, 'images') ?? fieldOf(root, 'imageTags');
}

function obstacleIn<T extends PlacedImage>({
  root,
  hazards = [],
}: KustomizeImagesRequest<T>): KustomizeImagesError | undefined {
  const [problem] = root.problems;
  if (problem !== undefined) return { code: 'problem', reason: problem.message };
  if (fieldOf(root.root, 'images') !== undefined && fieldOf(root.root, 'imageTags') !== undefined) {
    const reason =
      'kustomize versions differ on a file with images and imageTags: move the entries under images first';
    return { code: 'two-lists', reason };
  }
  const [hazard] = hazards;
  // With entries there already the build fails today.
  if (hazard === undefined || root.images.length > 0) return undefined;
  const reason = `${hazard} holds an object that makes kustomize fail as soon as there is an images entry`;
  return { code: 'hazard', reason };
}

function changesOf(root: Kustomization, { merges, added }: Choice): readonly EntryChange[] {
  const merged = [...merges].map(([index, newName]): EntryChange => {
    return { kind: 'merged', name: root.images[index]?.entry.name ?? '', newName };
  });
  return [
    ...merged,
    ...added.map(({ name, newName = '' }): EntryChange => ({ kind: 'added', name, newName })),
  ];
}
