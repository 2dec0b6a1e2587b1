import type { ReferenceErrorCode } from '../../../src/image/index.ts';

/** The text, and the pieces of the reference that it names. */
export type AcceptedRow = readonly [
  text: string,
  registry: string,
  repository: string,
  tag?: string | undefined,
  digest?: string,
];

/** The text, what is wrong with it, and the offset of the first offence. */
export type RejectedRow = readonly [text: string, code: ReferenceErrorCode, position: number];

/** The inputs of one test of the library. */
export interface ConformanceTable {
  readonly from: string;
  readonly accepted: readonly AcceptedRow[];
  readonly rejected: readonly RejectedRow[];
}
