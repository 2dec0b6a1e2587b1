/**
 * XML 1.0 as a tree of elements and their texts with exact spans. Tolerant: an element that is not closed ends with the one
 * around it, an end without a beginning is passed over.
 */
export { childOf, childrenOf } from './navigate.ts';
export { parseXml } from './parse.ts';
export type { XmlElement, XmlText } from './types.ts';
