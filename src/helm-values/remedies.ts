import type { LeftCode } from './types.ts';

const elsewhere =
  'a post-renderer (`pullthrough rewrite -`) reaches them, or `pullthrough rewrite` where the chart is your own';

/** What to do about images that no values redirect. */
export const remedies: Readonly<Record<LeftCode, string>> = {
  literal: elsewhere,
  shared: elsewhere,
  unproven: elsewhere,
  set: 'set the cached name where it is set now',
  uncovered: 'they need a cache rule first',
  unsupported: 'the cache cannot serve them',
  doubtful: 'look whether they are images',
};
