/** Images in values that expressions give: with the stretches of text that they are made of, wherever those stand. */
export { type Embedded, embeddedYaml, fragmentsAt, inFile } from './embedded.ts';
export { objectImages } from './kubernetes-objects.ts';
export { imageOf, textOf, useOf } from './pieces.ts';
export { mergeValues, setValue, valueOfYaml } from './value-tree.ts';
export { valuesImages } from './values-images.ts';
