/**
 * Kubernetes objects as programs hand them to each other: a stream's documents and a `ResourceList`'s items, each a text
 * that reads by itself, and what a function reports (KRM Functions Specification v1). Pure: texts in, texts out.
 */
export { documentParts } from './document-parts.ts';
export { readsAlone } from './reads-alone.ts';
export {
  type ListItems,
  type ResourceList,
  type ResourceListProblem,
  readResourceList,
  withItems,
} from './resource-list.ts';
export {
  addResults,
  type FunctionResult,
} from './results.ts';
