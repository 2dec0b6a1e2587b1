/** What ARM templates and Bicep have in common: the resources of Azure, and the functions of their expressions. */
export { azureFunctions } from './functions.ts';
export { dockerImage } from './fx-version.ts';
export { type ParameterSet, parameterSets, withEachSet } from './parameter-sets.ts';
export { resourceImages } from './resource-images.ts';
export { shapeOf } from './resource-types.ts';
