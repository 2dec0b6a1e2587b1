import type { TableValue } from '../values/value.ts';

/** A chart with its subcharts. */
export interface Chart {
  readonly metadata: ChartMetadata;
  /** The defaults: what values.yaml says, with what is imported from subcharts. */
  readonly values: TableValue;
  /** Below `templates/`, library templates and notes among them. */
  readonly templates: readonly ChartFile[];
  /** Below `crds/`. */
  readonly crds: readonly ChartFile[];
  /** What else the chart holds, for `.Files`. */
  readonly files: readonly ChartFile[];
  readonly dependencies: readonly Chart[];
  /** values.schema.json. */
  readonly schema?: string;
}

export interface ChartFile {
  /** From the chart's own folder on: `templates/deployment.yaml`. */
  readonly path: string;
  /** Where it is found, for reports; of a file in an archive the archive's path and, behind `!`, the path within it. */
  readonly file: string;
  readonly text: string;
  /** Where the file is no UTF-8. */
  readonly bytes?: Uint8Array | undefined;
}

/** Chart.yaml, and requirements.yaml of a chart of `apiVersion: v1`. */
export interface ChartMetadata {
  /** The alias, in a parent that gives it one. */
  readonly name: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly appVersion: string;
  readonly type: string;
  readonly kubeVersion: string;
  /** Undefined where nothing is written, which Helm tells from an empty list. */
  readonly dependencies: readonly ChartDependency[] | undefined;
  /** All that Chart.yaml says. */
  readonly table: TableValue;
}

export interface ChartDependency {
  readonly name: string;
  /** A constraint. */
  readonly version: string;
  readonly repository: string;
  readonly alias: string;
  /** Paths into the values, separated by commas; the first that leads to a boolean decides. */
  readonly condition: string;
  readonly tags: readonly string[];
  readonly importValues: readonly ImportedValues[];
}

/** A table of the subchart's values that becomes part of the parent's. */
export interface ImportedValues {
  readonly child: string;
  /** `.` for the root. */
  readonly parent: string;
}
