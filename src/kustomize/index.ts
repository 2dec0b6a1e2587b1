/**
 * What kustomize does with images: which kustomization takes in which file, which fields its images transformer reaches,
 * and what it makes of an image. A model of kustomize 4.5 to 5.8, checked against the program.
 */
export { buildersOf, rootsOf } from './builders.ts';
export { readFieldSpecs } from './configuration.ts';
export { type EffectiveImage, effectiveImages, type PlacedImage, passingImages } from './effective.ts';
export { type ExternalPlugin, externalPlugins } from './external-plugins.ts';
export { parseFieldPath } from './field-path.ts';
export { fieldSpecFor, pathOfText, textsOfSpec } from './field-spec.ts';
export { fieldOf } from './fields.ts';
export { addsObjects, buildGraph, configurationFiles, type KustomizeGraph } from './graph.ts';
export { imagesHazards, patchHazards } from './hazards.ts';
export { applyImages, entryProblem, type ImageEntry, matchesEntry, splitImage } from './imagetag.ts';
export { objectsIn } from './objects.ts';
export { inlinePatches, patchedObject, pathInPatch } from './patched.ts';
export { planningOrder } from './planning-order.ts';
export { type FieldSpec, type ImagesReach, imagesAccess, reachedByImages } from './reach.ts';
export { isKustomizationFile, kustomizationFileNames, readKustomization } from './read.ts';
export { type NamedPlace, namedPlaces } from './references.ts';
export { replacedFields } from './replaced-fields.ts';
export { type EntryTrap, entryTraps } from './traps/entry-traps.ts';
export { cannotMatch } from './traps/known-build.ts';
export type {
  DataGenerator,
  Kustomization,
  ListedText,
  LocatedEntry,
  Patch,
  PatchTarget,
  ValueReference,
} from './types.ts';
