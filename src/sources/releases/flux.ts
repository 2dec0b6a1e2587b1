import { releaseAt, type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import type { ChartName, ChartRequest } from './chart-request.ts';
import { listedFiles, mapValues } from './given-values.ts';

/** Sources that hold charts as folders of a tree, and no index of them. */
const trees: ReadonlySet<string> = new Set(['GitRepository', 'Bucket']);

/** Flux 2: `HelmRelease` of `helm.toolkit.fluxcd.io` (helm-controller, API reference v2). */
export function fluxRelease(root: Spot): readonly ChartRequest[] {
  const spec = spotAt(root, 'spec');
  const template = spotAt(spec, 'chart', 'spec');
  const reference = spotAt(spec, 'chartRef');
  const name = textAt(template, 'chart') ?? textAt(reference, 'name');
  const values = [...listedFiles(template, 'valuesFiles'), ...mapValues(spec, 'values')];
  if (name === undefined) return [{ chart: {}, place: undefined, values }];
  const place = { text: name.text, path: name.path };
  const release = { ...fluxReleaseName(spotAt(root, 'metadata'), spec), ...valuesFrom(spec) };
  if (template === undefined)
    return [{ chart: { repository: objectIn(reference) }, place, values, ...release }];
  const source = spotAt(template, 'sourceRef');
  const version = textAt(template, 'version')?.value;
  const inTree = trees.has(textAt(source, 'kind')?.value ?? '');
  const chart: ChartName = {
    ...(inTree ? { folder: name.value } : { name: name.value }),
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { repository: objectIn(source) }),
  };
  return [{ chart, place, values, ...release }];
}

/** With a namespace of its own for what it installs, a release is called after it (helm-controller, `GetReleaseName`). */
function fluxReleaseName(metadata: Spot | undefined, spec: Spot | undefined): ReturnType<typeof releaseAt> {
  const target = textAt(spec, 'targetNamespace');
  const name = textAt(metadata, 'name');
  const composed =
    target === undefined || name === undefined ? name : { ...name, value: `${target.value}-${name.value}` };
  return releaseAt([textAt(spec, 'releaseName'), composed], [target, textAt(metadata, 'namespace')]);
}

/** ConfigMaps and Secrets of the cluster. */
function valuesFrom(spec: Spot | undefined): { readonly unseen?: readonly string[] } {
  const unseen = spotsIn(spec, 'valuesFrom').map(objectIn);
  return unseen.length === 0 ? {} : { unseen };
}

function objectIn(reference: Spot | undefined): string {
  const kind = textAt(reference, 'kind')?.value ?? 'source';
  return `${kind} ${textAt(reference, 'name')?.value ?? ''}`.trimEnd();
}

/** Flux 1: `HelmRelease` of the Helm operator (`helm.fluxcd.io/v1`, `flux.weave.works/v1beta1`). */
export function operatorRelease(root: Spot): readonly ChartRequest[] {
  const spec = spotAt(root, 'spec');
  const chart = spotAt(spec, 'chart');
  const values = mapValues(spec, 'values');
  const name = textAt(chart, 'name');
  const folder = textAt(chart, 'path');
  const named = name ?? folder;
  if (named === undefined) return [{ chart: {}, place: undefined, values }];
  const repository = textAt(chart, name === undefined ? 'git' : 'repository')?.value;
  const version = textAt(chart, 'version')?.value;
  return [
    {
      chart: {
        ...(name === undefined ? { folder: named.value } : { name: named.value }),
        ...(version === undefined ? {} : { version }),
        ...(repository === undefined ? {} : { repository }),
      },
      place: { text: named.text, path: named.path },
      values,
      ...releaseAt(
        [textAt(spec, 'releaseName'), textAt(spotAt(root, 'metadata'), 'name')],
        [textAt(spec, 'targetNamespace'), textAt(spotAt(root, 'metadata'), 'namespace')],
      ),
    },
  ];
}
