/**
 * What kustomize does with images: which kustomization takes in which file, which fields its images transformer reaches,
 * and what it makes of an image. A model of kustomize 4.5 to 5.8, checked against the program.
 */
export { readFieldSpecs } from './configuration.ts';
export {
  type EffectiveImage,
  type EffectiveImages,
  effectiveImages,
  type PlacedImage,
  rootsOf,
} from './effective.ts';
export { fieldOf } from './fields.ts';
export {
  buildGraph,
  configurationFiles,
  type FileLink,
  type GraphProblem,
  type KustomizeGraph,
  type Link,
} from './graph.ts';
export { type ImagesHazard, imagesHazards } from './hazards.ts';
export {
  applyImages,
  entryProblem,
  type ImageEntry,
  matchesEntry,
  type SplitImage,
  splitImage,
} from './imagetag.ts';
export type { Location } from './location.ts';
export {
  type FieldOfObject,
  type FieldSpec,
  type ImagesAccess,
  type ImagesReach,
  imagesAccess,
  reachedByImages,
} from './reach.ts';
export {
  isKustomizationFile,
  type KustomizationError,
  kustomizationFileNames,
  readKustomization,
} from './read.ts';
export type { RegexpError } from './regexp/index.ts';
export type {
  Inclusion,
  InclusionField,
  Kustomization,
  KustomizationProblem,
  ListedText,
  LocatedEntry,
  LocatedText,
  Patch,
  PatchField,
} from './types.ts';
