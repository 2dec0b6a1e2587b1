/** Images in values that expressions give: with the stretches of text that they are made of, wherever those stand. */

export { imageOf, textOf, useOf } from '../pieces.ts';
export { attributeOf, attributeValue } from './attributes.ts';
export { builtText } from './built-text.ts';
export { type Embedded, embeddedYaml, fragmentsAt, inFile } from './embedded.ts';
export { type Circumstances, imagesOf, nameOf, reachOf } from './found-values.ts';
export { objectImages } from './kubernetes-objects.ts';
export { blocksOf, instancesOf, type Scoped } from './repetition.ts';
export { type Convert, valueOfTree } from './tree.ts';
export { type Located, valuesAt } from './value-paths.ts';
export { mergeValues, setValue, valueOfYaml } from './value-tree.ts';
export { valuesImages } from './values-images.ts';
