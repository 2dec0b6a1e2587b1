import { createRefreshed } from '../memory/refreshed.ts';
import type { Store, StoreSize } from './types.ts';

const leastMs = 2_000;

/** The size of a store as of the last look, undefined before the first one is done. Nobody waits for a look. */
export function storeMeasure(store: Store, failed: (error: unknown) => void): () => StoreSize | undefined {
  const { measure } = store;
  return measure === undefined ? () => undefined : createRefreshed(measure, leastMs, failed).latest;
}
