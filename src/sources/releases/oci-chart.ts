import { parseReference } from '../../image/index.ts';
import { composeImage, type ImageParts } from '../image-map.ts';
import type { SpottedText } from '../spot.ts';
import { placeOf, textFrom, type YamlText } from '../yaml-text.ts';
import type { ChartRequest } from './chart-request.ts';

type Text = SpottedText | undefined;

/** What a request says of a chart that a registry holds as an OCI artifact. */
type Artifact = Pick<ChartRequest, 'artifact'>;

const SCHEME = 'oci://';

const VERSION = /^v?\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?$/;

/** Whether a version is no range: Helm takes it for the tag, and writes `+` as `_` there (helm.sh, "Use OCI-based registries"). */
export function isChartTag(version: string): boolean {
  return VERSION.test(version);
}

/**
 * The chart itself, where a registry holds it: it is pulled as images are, and a cache rule serves it. The address of the
 * repository has the name of the chart below it, or a name is the whole address. With a range of versions, or none, the newest
 * tag is pulled.
 */
export function ociChart(name: Text, version: Text, repository: Text): Artifact {
  if (name?.value.startsWith(SCHEME) === true)
    return artifact(name.path, { repository: withoutScheme(name) }, version);
  if (name === undefined || repository?.value.startsWith(SCHEME) !== true) return {};
  return artifact(name.path, { registry: withoutScheme(repository), repository: name.text }, version);
}

/** The same where an address without a scheme is that of a registry, as Argo CD and helmfile have it. */
export function bareOciChart(name: SpottedText, version: Text, repository: SpottedText): Artifact {
  if (repository.value.includes('://')) return {};
  return artifact(name.path, { registry: repository.text, repository: name.text }, version);
}

function withoutScheme({ text }: SpottedText): YamlText {
  return textFrom(text, SCHEME.length);
}

/** It stands where the chart is named, beside what is not known of it. */
function artifact(path: string, parts: ImageParts, version: Text): Artifact {
  const parsed = parseReference(composeImage(parts).value);
  if (!parsed.ok) return {};
  const { registry, tag, digest } = parsed.value.parts;
  // No chart is on Docker Hub for want of a host.
  if (registry === undefined) return {};
  const isWhole = (tag ?? digest) !== undefined;
  const fits = !isWhole && version !== undefined && isChartTag(version.value);
  return {
    artifact: {
      ...composeImage(fits ? { ...parts, tag: version.text } : parts),
      span: placeOf(parts.repository),
      path,
      purpose: 'pull',
      confidence: 'certain',
      reach: 'default',
      isChart: true,
      ...(fits || isWhole ? {} : { inheritsTag: true }),
    },
  };
}
