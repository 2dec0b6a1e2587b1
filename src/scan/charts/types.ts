import type { IgnoreDirective, SkippedFile } from '../../audit/index.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import type { ImageUse, UnresolvedUse } from '../../sources/image-use.ts';
import type { RenderedEdit } from './rendered-edits.ts';

/** How the charts of a run are deployed, paths absolute. */
export interface ChartSettings {
  readonly charts: readonly ChartDeployment[];
  /** Values files of all charts, over those of each. */
  readonly values: readonly string[];
  /** `--set`. */
  readonly set: readonly string[];
  /** Folders, charts and packed charts in which missing dependencies are looked for. */
  readonly dependencies: readonly string[];
  /** `''`: none is given. */
  readonly kubeVersion: string;
  readonly apiVersions: readonly string[];
}

/** One deployment of a chart. */
export interface ChartDeployment {
  /** A chart's folder, a packed chart, or a folder of packed charts. */
  readonly path: string;
  readonly values: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  /** `''`: as `helm template` calls it. */
  readonly release: string;
  readonly namespace: string;
}

/** What was found in charts. */
export interface ChartFindings {
  readonly uses: readonly ImageUse[];
  readonly unresolved: readonly UnresolvedUse[];
  readonly skipped: readonly SkippedFile[];
  readonly directives: ReadonlyMap<string, readonly IgnoreDirective[]>;
  /** None unless Helm was to be compared with. */
  readonly comparisons: readonly ChartComparison[];
  /** What edits change in what charts render to. */
  readonly renderedEdits: readonly RenderedEdit[];
  /** The files that are done with; those that a failed chart leaves are read as what they are. */
  readonly done: ReadonlySet<string>;
  /** Values files that requests gave to charts which were at hand. */
  readonly valuesFiles: ReadonlySet<string>;
}
