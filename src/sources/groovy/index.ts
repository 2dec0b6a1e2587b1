/** What programs in Groovy, and in what is written like it, are worth: names with values in the file, and expressions of them. */
export { argumentsOf } from './bindings.ts';
export { evaluate, spanOf } from './evaluate.ts';
export { type Script, scriptOf } from './script.ts';
export { expressionFrom, isMark, isWord, type Stretch, stretchOf } from './stretch.ts';
