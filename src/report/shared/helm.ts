import type {
  ChartComparison,
  DocumentDifference,
  HelmComparison,
} from '../../sources/helm/chart-comparison.ts';
import type { Style } from '../types.ts';
import { objectJson } from './json.ts';
import { clipped, counted, printable } from './text.ts';

/** Differences of one chart that are shown to people; the JSON report has more. */
const mostShown = 10;

const longest = 120;

/** What came of comparing with Helm; begins with an empty line unless it is empty. */
export function helmLines(helm: HelmComparison | undefined, style: Style): readonly string[] {
  if (helm === undefined) return [];
  const others = helm.charts.filter(({ equal }) => !equal);
  return ['', ...others.flatMap((chart) => [...chartLines(chart, style), '']), helmSentence(helm)];
}

/** `Helm v4.2.3 renders 19 of 20 charts as pullthrough does.` */
export function helmSentence({ version, charts }: HelmComparison): string {
  if (charts.length === 0) return `Helm ${version}: there is no chart to compare.`;
  const equal = charts.filter((chart) => chart.equal).length;
  const all = charts.length === 1 ? '1 chart' : `${charts.length} charts`;
  return `Helm ${version} renders ${equal === charts.length ? all : `${equal} of ${all}`} as pullthrough does.`;
}

function chartLines(chart: ChartComparison, style: Style): readonly string[] {
  const { refusals, images, differences, count } = chart;
  const shown = differences.slice(0, mostShown);
  const said = (who: string, text: string | undefined): readonly string[] =>
    text === undefined ? [] : [`  ${who}: ${clipped(printable(text), longest * 4)}`];
  const named = (what: string, list: readonly string[]): readonly string[] =>
    list.map((image) => `  ${what}: ${clipped(printable(image), longest)}`);
  return [
    style.bold(`Helm and pullthrough differ: ${titleOf(chart)}`),
    ...said('Helm refuses to render it', refusals.helm),
    ...said('pullthrough cannot render it whole', refusals.ours),
    ...named('image of Helm alone', images.missing),
    ...named('image of pullthrough alone', images.extra),
    ...shown.map((difference) => differenceLine(difference, style)),
    ...(count > shown.length ? [`  and ${counted(count - shown.length, 'more difference')}`] : []),
  ];
}

/** `charts/shop 1.2.3, release prod, with deploy/prod.yaml` */
function titleOf({ chart, version, release, valuesFiles }: ChartComparison): string {
  const parts = [
    [chart === '' ? '.' : chart, version].filter((word) => word !== '').join(' '),
    ...(release === 'release-name' ? [] : [`release ${release}`]),
    ...(valuesFiles.length === 0 ? [] : [`with ${valuesFiles.join(', ')}`]),
  ];
  return printable(parts.join(', '));
}

function differenceLine({ source, object, path, ours, helm }: DocumentDifference, style: Style): string {
  const place = [source, object.kind, object.name].filter((word) => word !== undefined).join(' ');
  const shown = (value: string | undefined): string =>
    value === undefined ? 'nothing' : clipped(printable(value), longest);
  const where = `${style.cyan(printable(place))}${path === '' ? '' : `  ${style.dim(printable(path))}`}`;
  return `  ${where}  Helm: ${shown(helm)}  pullthrough: ${shown(ours)}`;
}

export function helmJson(helm: HelmComparison | undefined): Record<string, unknown> {
  if (helm === undefined) return {};
  return { helm: { version: helm.version, charts: helm.charts.map(chartJson) } };
}

function chartJson(comparison: ChartComparison): Record<string, unknown> {
  const { chart, version, release, namespace, valuesFiles, equal, refusals, warnings } = comparison;
  const { images, differences, count, ignored } = comparison;
  return {
    chart,
    version,
    release,
    namespace,
    valuesFiles,
    equal,
    refusals,
    ...(warnings === undefined ? {} : { warnings }),
    images: { missing: images.missing, extra: images.extra },
    differences: differences.map(({ source, object, path, ours, helm }) => ({
      source,
      object: objectJson(object),
      path,
      ...(ours === undefined ? {} : { ours }),
      ...(helm === undefined ? {} : { helm }),
    })),
    count,
    ignored,
  };
}
