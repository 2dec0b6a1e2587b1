import type { Chart } from '../chart/types.ts';
import type { Budget } from '../template/state.ts';
import type { TableValue } from '../values/value.ts';
import type { ParseCache } from './parse-cache.ts';

/** What `helm template` is told beside the chart and its values. */
export interface EngineOptions {
  /** `release-name` where not given. */
  readonly releaseName?: string;
  /** `default` where not given. */
  readonly namespace?: string;
  /** v1.36.0 where not given, as Helm 4.2.3 has it. */
  readonly kubeVersion?: string;
  /** API versions of the cluster beside those that Helm takes for granted. */
  readonly apiVersions?: readonly string[];
  readonly includeCrds?: boolean;
  readonly isUpgrade?: boolean;
  /** Shared by engines, so that a text is parsed once; one of its own where not given. */
  readonly cache?: ParseCache;
  /** Shared by engines that together are not to do more than one may; one of its own where not given. */
  readonly budget?: Budget;
  /**
   * Holds values against values.schema.json, of the chart and of its subcharts: called once, with the charts that are switched on
   * and the coalesced values. What it says is wrong, in one sentence or several lines, keeps the chart from being rendered.
   */
  readonly validate?: (chart: Chart, values: TableValue) => string | undefined;
}

/**
 * Why nothing of a chart can be rendered. - `not-a-table`: the values give something else than a map for a subchart. -
 * `kube-version`: the chart is for other versions of Kubernetes, or the one that is given is none. - `library`: the chart holds
 * nothing but parts for others. - `schema`: the values are not as the chart's schema wants them.
 */
export interface EngineError {
  readonly code: 'not-a-table' | 'kube-version' | 'library' | 'schema' | 'too-large';
  /** One sentence; of `schema` what the schema says, perhaps in several lines. */
  readonly message: string;
}
