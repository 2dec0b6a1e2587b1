import type { YamlMap } from '../../formats/yaml/index.ts';
import type { Span } from '../../text/span.ts';
import type { FoundImage, ObjectIdentity, Reach } from '../image-use.ts';
import { withoutFiller } from '../templated.ts';
import type { YamlText } from '../yaml-text.ts';

/** Which chart something installs, as far as the place says. */
export interface ChartName {
  /** `podinfo`; undefined where another object says it. */
  readonly name?: string;
  /** A version or a constraint, as written. */
  readonly version?: string;
  /** Address of the repository (`https://…`, `oci://…`, a Git repository), or the object that has it: `HelmRepository podinfo`. */
  readonly repository?: string;
  /** A folder or archive instead of a name: in the Git repository that `repository` names, or beside the file when there is none. */
  readonly folder?: string;
  /** Where a copy would be, beside the file: that which kustomize keeps of what it fetched. */
  readonly copies?: readonly string[];
}

/** Values that are given to a chart. Spans are those of the file, also of YAML that stands in a string. */
export type GivenValues =
  | {
      readonly kind: 'map';
      readonly map: YamlMap;
      /** Field path of the map, or of the string that holds it. */
      readonly path: string;
      /** The stretch of the file that holds it. */
      readonly span: Span;
      readonly text: YamlText | undefined;
    }
  | {
      readonly kind: 'setting';
      readonly key: string;
      readonly value: YamlText;
      readonly path: string;
      /** As `--set-string` reads it, not as `--set`. */
      readonly isText: boolean;
    }
  /** A values file, as it is written: beside the file, or behind `$name/` in another source of an Argo CD application. */
  | { readonly kind: 'file'; readonly name: string; readonly text: YamlText; readonly path: string };

/** One place that has Helm install a chart with values. */
export interface ChartRequest {
  readonly chart: ChartName;
  /** Where the chart is named; undefined for what changes a request that stands elsewhere (a patch, a HelmChartConfig). */
  readonly place: { readonly text: YamlText; readonly path: string } | undefined;
  /** The chart itself, where it is pulled from a registry of images. */
  readonly artifact?: FoundImage;
  /** The weakest first. */
  readonly values: readonly GivenValues[];
  /** Weaker values that stand in other objects: `ConfigMap web-values`. */
  readonly unseen?: readonly string[];
  /** What the release is called, as far as it is known. */
  readonly release?: string;
  readonly namespace?: string;
  readonly object?: ObjectIdentity;
  readonly reach?: Reach;
  /** For `conditional`: `the target prod is meant`. */
  readonly when?: string;
}

/** `chart podinfo 6.x of https://…`: what stands in sentences. */
export function describeChart({ name, version, repository, folder }: ChartName): string {
  const of = repository === undefined ? '' : ` of ${repository}`;
  if (folder !== undefined) return withoutFiller(`the chart in ${folder}${of}`);
  if (name === undefined) return withoutFiller(`the chart${of}`);
  return withoutFiller(`chart ${name}${version === undefined ? '' : ` ${version}`}${of}`);
}
