/** A plan in the forms that other programs take. One file each. */
export { azScript } from './az.ts';
export { type PlanDocument, planDocument, planJson, type RuleDocument } from './json.ts';
export type { EmitTarget } from './types.ts';
