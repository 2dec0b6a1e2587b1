import type { Chart } from '../../helm/chart/types.ts';
import { compareRenderings } from '../../helm/compare/compare-documents.ts';
import { helmDocuments, ownDocuments, type RenderedDocument } from '../../helm/compare/rendered-document.ts';
import { defaultKubeVersion } from '../../helm/engine/capabilities.ts';
import { describeFailure } from '../../helm/engine/describe-failure.ts';
import { type RenderedChart, renderChart } from '../../helm/engine/render-chart.ts';
import { validateValues } from '../../helm/schema/index.ts';
import type { TableValue } from '../../helm/values/value.ts';
import type { HelmOutput, HelmProgram } from '../../host/index.ts';
import type { Result } from '../../result.ts';
import type { ChartComparison } from '../../sources/helm/chart-comparison.ts';
import { manifestImages } from '../../sources/helm/manifest-images.ts';
import { additionsTo } from './additions.ts';
import type { Deployment } from './deployments.ts';
import type { ChartSettings } from './types.ts';
import type { ChartUnit } from './units.ts';

export interface HelmContext {
  readonly helm: HelmProgram;
  readonly root: string;
  readonly settings: ChartSettings;
}

/** So many differences are told; a chart that is rendered otherwise altogether has thousands. */
const mostDifferences = 100;

/** One deployment of a chart, rendered by Helm and here. `chart` is the reason where it could not be read. */
export function compareWithHelm(
  unit: ChartUnit,
  chart: Chart | string,
  deployment: Deployment,
  context: HelmContext,
): ChartComparison {
  const template = (): Result<HelmOutput, string> =>
    helmTemplate(unit, typeof chart === 'string' ? undefined : chart, deployment, context);
  const first = template();
  const rendered =
    typeof chart === 'string' ? { documents: [], refusal: chart } : render(chart, deployment, context);
  const theirs = first.ok ? helmDocuments(first.value.stdout) : [];
  const compared = { ...nothing, ...(first.ok ? compare(rendered.documents, theirs, template) : {}) };
  const { refusal } = rendered;
  const refusals = {
    ...(refusal === undefined ? {} : { ours: refusal }),
    ...(first.ok ? {} : { helm: first.error }),
  };
  const { missing, extra } = compared.images;
  const isSame = (refusal === undefined) === first.ok && missing.length + extra.length === 0;
  return {
    chart: unit.path,
    version: typeof chart === 'string' ? '' : chart.metadata.version,
    release: deployment.release,
    namespace: deployment.namespace,
    valuesFiles: deployment.valuesFiles,
    equal: isSame && compared.differences.length === 0,
    refusals,
    ...(first.ok && first.value.stderr !== '' ? { warnings: first.value.stderr } : {}),
    images: compared.images,
    differences: compared.differences.slice(0, mostDifferences),
    count: compared.differences.length,
    ignored: compared.ignored,
  };
}

type Compared = Pick<ChartComparison, 'images' | 'differences' | 'ignored'>;

const nothing: Compared = { images: { missing: [], extra: [] }, differences: [], ignored: 0 };

/** Helm is asked a second time only where something differs: to tell what differs from one time to the next. */
function compare(
  ours: readonly RenderedDocument[],
  helm: readonly RenderedDocument[],
  template: () => Result<HelmOutput, string>,
): Compared {
  const images = imagesOf(ours, helm);
  const compared = compareRenderings(ours, helm);
  if (compared.differences.length === 0) return { ...withObjects(compared), images };
  const second = template();
  const again = second.ok ? helmDocuments(second.value.stdout) : helm;
  return { ...withObjects(compareRenderings(ours, helm, again)), images };
}

function withObjects({
  differences,
  ignored,
}: ReturnType<typeof compareRenderings>): Omit<Compared, 'images'> {
  return {
    ignored,
    differences: differences.map(({ source, object, path, ours, helm }) => ({
      source,
      object,
      path,
      ...(ours === undefined ? {} : { ours }),
      ...(helm === undefined ? {} : { helm }),
    })),
  };
}

function imagesOf(
  ours: readonly RenderedDocument[],
  helm: readonly RenderedDocument[],
): ChartComparison['images'] {
  const own = manifestImages(ours.map(({ text }) => text));
  const theirs = manifestImages(helm.map(({ text }) => text));
  return {
    missing: [...theirs].filter((image) => !own.has(image)).sort(),
    extra: [...own].filter((image) => !theirs.has(image)).sort(),
  };
}

function helmTemplate(
  { absolute }: ChartUnit,
  chart: Chart | undefined,
  { valuesFiles, set, setString, release, namespace }: Deployment,
  { helm, root, settings }: HelmContext,
): Result<HelmOutput, string> {
  return helm.template({
    chart: absolute,
    additions: chart === undefined ? [] : additionsTo(chart, root),
    valuesFiles: valuesFiles.map((file) => `${root}/${file}`),
    set,
    setString,
    release,
    namespace,
    kubeVersion: settings.kubeVersion || defaultKubeVersion,
    apiVersions: settings.apiVersions,
  });
}

interface Rendered {
  readonly documents: readonly RenderedDocument[];
  /** Why not all of it is rendered. */
  readonly refusal?: string;
}

function render(chart: Chart, deployment: Deployment, { settings }: HelmContext): Rendered {
  const rendered = renderChart(chart, deployment.values, {
    releaseName: deployment.release,
    namespace: deployment.namespace,
    ...(settings.kubeVersion === '' ? {} : { kubeVersion: settings.kubeVersion }),
    apiVersions: settings.apiVersions,
    validate: schemaProblem,
  });
  if (!rendered.ok) return { documents: [], refusal: rendered.error.message };
  const { files, failures } = rendered.value;
  const [failure] = failures;
  return {
    documents: ownDocuments(files),
    ...(failure === undefined ? {} : { refusal: describe(failure) }),
  };
}

function describe({ name, error }: RenderedChart['failures'][number]): string {
  return 'template' in error
    ? describeFailure(error)
    : `${name}:${error.line}:${error.column}: ${error.message}`;
}

/** What Helm would fetch, and what was given up, keeps no chart from being rendered. */
function schemaProblem(chart: Chart, values: TableValue): string | undefined {
  const wrong = validateValues(chart, values).filter(({ code }) => code !== 'remote' && code !== 'limit');
  return wrong.length === 0 ? undefined : wrong.map(({ message }) => message).join('\n');
}
