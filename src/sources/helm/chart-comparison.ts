import type { ObjectIdentity } from '../image-use.ts';

/** What a Helm that is installed renders, held against what is rendered here. */
export interface HelmComparison {
  /** `v4.2.3`. */
  readonly version: string;
  readonly charts: readonly ChartComparison[];
}

/** One deployment of one chart. */
export interface ChartComparison {
  /** The chart's folder, or the packed chart; from the root on, with `/`. */
  readonly chart: string;
  /** The chart's own version. */
  readonly version: string;
  readonly release: string;
  readonly namespace: string;
  readonly valuesFiles: readonly string[];
  /** Both render the same, or both refuse to. */
  readonly equal: boolean;
  /** Why nothing, or not all, is rendered; absent where everything is. */
  readonly refusals: { readonly ours?: string; readonly helm?: string };
  /** What Helm warned of. */
  readonly warnings?: string;
  /** Images as manifests name them, sorted. */
  readonly images: {
    /** Helm renders them, we do not. */
    readonly missing: readonly string[];
    /** We render them, Helm does not. */
    readonly extra: readonly string[];
  };
  /** The first of them; `count` says how many there are. */
  readonly differences: readonly DocumentDifference[];
  readonly count: number;
  /** Texts that are random, secret or of the clock. */
  readonly ignored: number;
}

export interface DocumentDifference {
  /** The template, as Helm names it: `shop/templates/web.yaml`. */
  readonly source: string;
  readonly object: ObjectIdentity;
  /** Field path; empty for the document as a whole. */
  readonly path: string;
  /** As JSON; a text of a document that only one side has. Absent where there is nothing. */
  readonly ours?: string;
  readonly helm?: string;
}
