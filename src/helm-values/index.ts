/** Values that send the images of a chart which one does not own through the cache. Pure: charts and rules in, values and texts out. */
export type { DecideAll } from './look.ts';
export { type OverlayInput, planOverlay } from './plan.ts';
export { remedies } from './remedies.ts';
export { allValues, type GivenValues } from './render-again.ts';
export type { LeftCode, LeftImage, OverlayPlan, RedirectedImage } from './types.ts';
export { leftText, valuesFile } from './values-file.ts';
export type { ValuesGoal } from './values-goal.ts';
