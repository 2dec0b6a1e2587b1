/**
 * Variables in texts as shells and Compose write them, `${A:-${B:-c}}`, and the values that take their place, with the file and
 * stretch that each part of a result comes from. Nothing here knows where variables get their values.
 */
export { expandTemplate } from './expand.ts';
export type {
  Expansion,
  Fragment,
  InterpolationError,
  Scope,
  Template,
  Value,
} from './types.ts';
export { builtText, firstHole, type Hole, knownText, sliceValue, textValue } from './value.ts';
