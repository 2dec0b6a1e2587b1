import type { ParseCache } from '../../helm/engine/parse-cache.ts';
import type { RenderedFile } from '../../helm/engine/render-chart.ts';
import type { CompiledSchemas } from '../../helm/schema/index.ts';
import type { TableValue } from '../../helm/values/value.ts';
import type { SourceText } from '../../text/index.ts';

/** What a chart is given where it is deployed. */
export interface ChartOptions {
  /** Values files and `--set`, laid over each other; the chart's own are not among them. */
  readonly values: TableValue;
  readonly release: string;
  readonly namespace: string;
  /** Undefined: what Helm takes when there is no cluster. */
  readonly kubeVersion?: string;
  readonly apiVersions: readonly string[];
  /** What is parsed of one chart is not parsed again for the next. */
  readonly cache?: ParseCache;
  /** The same of schemas. */
  readonly schemas?: CompiledSchemas;
  /** Called with each file as it is rendered with these values, in Helm's order; of its values only the opaque ones are there. */
  readonly onRendered?: (file: RenderedFile) => void;
  /** The text of a file of the chart, or of a values file, by the name that places give it; undefined for any other. */
  readonly sourceOf: (file: string) => SourceText | undefined;
}
