/** Bicep: what a file declares, with the exact place of every piece. What a resource or a function means is for others to know. */
export { parseBicep } from './parse.ts';
export type { BicepDeployed, BicepFile, BicepProblem, BicepStatement } from './types.ts';
