import type { Span } from '../../text/index.ts';

/**
 * Why a chart, or a subchart in it, cannot be read.
 * - `metadata`: Chart.yaml is missing, or not as it has to be. - `values`: values.yaml cannot be read.
 * - `archive`: no chart archive, or one that tricks or is too large. - `ignore`: a rule of .helmignore that Helm refuses.
 */
export interface ChartError {
  readonly code: 'metadata' | 'values' | 'archive' | 'ignore';
  /** One sentence. */
  readonly message: string;
  readonly file: string;
  readonly span?: Span;
}
