import type { FoundImage } from '../image-use.ts';
import type { Problem } from '../source.ts';

/** Where what is found in a target goes. */
export interface Findings {
  readonly found: FoundImage[];
  readonly problems: Problem[];
}
