import type { Spot } from '../spot.ts';
import { argoApplication, argoApplicationSet } from './argo-cd.ts';
import type { ChartRequest } from './chart-request.ts';
import {
  cattleChart,
  cattleConfig,
  clusterChart,
  crossplaneRelease,
  sveltosCharts,
  vendirCharts,
} from './controllers.ts';
import { fluxRelease, operatorRelease } from './flux.ts';
import type { RequestReader } from './given-values.ts';
import { chartGenerator } from './kustomize-charts.ts';

export { type ChartName, type ChartRequest, describeChart, type GivenValues } from './chart-request.ts';
export { fleetReleases } from './fleet.ts';
export { addressOf, type ChartSource, fluxSource, withAddresses } from './flux-sources.ts';
export { gardenCharts } from './garden.ts';
export type { RequestReader } from './given-values.ts';
export { helmfileReleases, isHelmfile } from './helmfile.ts';
export { helmsmanReleases } from './helmsman.ts';
export { kustomizeCharts } from './kustomize-charts.ts';
export { nestedValues } from './nested-values.ts';
export { isChartTag, ociChart } from './oci-chart.ts';
export { imagesOfRequest } from './request-images.ts';
export { skaffoldReleases } from './skaffold.ts';
export { folderOf, pathFrom, type ValuesFile, valuesFilesOf, valuesPath } from './values-files.ts';
export { zarfCharts } from './zarf.ts';

type Reader = (root: Spot, reader: RequestReader) => readonly ChartRequest[];

/** Kinds of objects that have Helm install charts. */
const readers: Readonly<Record<string, Reader>> = {
  'helm.toolkit.fluxcd.io/HelmRelease': fluxRelease,
  'helm.fluxcd.io/HelmRelease': operatorRelease,
  'flux.weave.works/HelmRelease': operatorRelease,
  'argoproj.io/Application': argoApplication,
  'argoproj.io/ApplicationSet': argoApplicationSet,
  'helm.cattle.io/HelmChart': cattleChart,
  'helm.cattle.io/HelmChartConfig': cattleConfig,
  'helm.crossplane.io/Release': crossplaneRelease,
  'helm.m.crossplane.io/Release': crossplaneRelease,
  '/HelmChartInflationGenerator': chartGenerator,
  'config.projectsveltos.io/ClusterProfile': sveltosCharts,
  'config.projectsveltos.io/Profile': sveltosCharts,
  'lib.projectsveltos.io/EventTrigger': sveltosCharts,
  'config.projectsveltos.io/ClusterPromotion': sveltosCharts,
  'vendir.k14s.io/Config': vendirCharts,
  'addons.cluster.x-k8s.io/HelmChartProxy': clusterChart,
  'addons.cluster.x-k8s.io/HelmReleaseProxy': clusterChart,
};

/** The charts that an object has Helm install; none for other kinds. `group` is that of its `apiVersion`. */
export function requestsOfObject(
  root: Spot,
  group: string,
  kind: string,
  reader: RequestReader,
): readonly ChartRequest[] {
  const key = `${group}/${kind}`;
  const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
  return read?.(root, reader) ?? [];
}
