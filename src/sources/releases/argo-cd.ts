import { fieldsOf } from '../../formats/yaml/index.ts';
import { releaseAt, type Spot, spotAt, spotsIn, textAt } from '../spot.ts';
import type { ChartName, ChartRequest } from './chart-request.ts';
import {
  has,
  listedFiles,
  listedSettings,
  mapValues,
  type RequestReader,
  textValues,
} from './given-values.ts';
import { bareOciChart, ociChart } from './oci-chart.ts';

/** Argo CD's `Application`: each of its sources that is a chart (argo-cd, `docs/user-guide/helm.md`). */
export function argoApplication(root: Spot, reader: RequestReader): readonly ChartRequest[] {
  return requestsIn(root, reader);
}

/** Argo CD's `ApplicationSet`: its template, and those of its generators. */
export function argoApplicationSet(root: Spot, reader: RequestReader): readonly ChartRequest[] {
  const spec = spotAt(root, 'spec');
  const templates = [spotAt(spec, 'template') ?? [], templatesOf(spec, 0)].flat();
  return templates.flatMap((template) => requestsIn(template, reader));
}

/** `matrix` and `merge` hold generators, which hold generators once more. */
const DEEPEST = 3;

function templatesOf(holder: Spot | undefined, depth: number): readonly Spot[] {
  if (depth > DEEPEST) return [];
  return spotsIn(holder, 'generators').flatMap((generator) =>
    fieldsOf(generator.map).flatMap(({ key }) => {
      const kind = spotAt(generator, key);
      return [spotAt(kind, 'template') ?? [], templatesOf(kind, depth + 1)].flat();
    }),
  );
}

function requestsIn(application: Spot, reader: RequestReader): readonly ChartRequest[] {
  const spec = spotAt(application, 'spec');
  return sourcesOf(spec).flatMap((source) => {
    const request = requestOf(source, reader);
    if (request === undefined) return [];
    const names = [
      textAt(spotAt(source, 'helm'), 'releaseName'),
      textAt(spotAt(application, 'metadata'), 'name'),
    ];
    return [{ ...request, ...releaseAt(names, [textAt(spotAt(spec, 'destination'), 'namespace')]) }];
  });
}

function sourcesOf(spec: Spot | undefined): readonly Spot[] {
  const hydrated = spotAt(spec, 'sourceHydrator', 'drySource');
  return [spotAt(spec, 'source') ?? [], hydrated ?? [], spotsIn(spec, 'sources')].flat();
}

function requestOf(source: Spot, reader: RequestReader): ChartRequest | undefined {
  const name = textAt(source, 'chart');
  const helm = spotAt(source, 'helm');
  const address = textAt(source, 'repoURL');
  const revision = textAt(source, 'targetRevision');
  // Without a scheme an address is that of a registry, with the chart below it; behind `oci://` stands the chart's own.
  const artifact =
    name === undefined || address === undefined
      ? ociChart(address, revision, undefined)
      : bareOciChart(name, revision, address);
  if (name === undefined && helm === undefined)
    return artifact.artifact === undefined
      ? undefined
      : { chart: {}, place: undefined, values: [], ...artifact };
  const named = name ?? textAt(source, 'path');
  const repository = address?.value;
  const version = name === undefined ? undefined : revision?.value;
  const chart: ChartName = {
    ...(name === undefined ? {} : { name: name.value }),
    ...(name === undefined && named !== undefined ? { folder: named.value } : {}),
    ...(version === undefined ? {} : { version }),
    ...(repository === undefined ? {} : { repository }),
  };
  return {
    chart,
    place: named === undefined ? undefined : { text: named.text, path: named.path },
    ...artifact,
    values: [
      ...listedFiles(helm, 'valueFiles'),
      // With both, Argo CD takes the object.
      ...(has(helm, 'valuesObject') ? mapValues(helm, 'valuesObject') : textValues(helm, 'values', reader)),
      ...listedSettings(helm, 'parameters'),
    ],
  };
}
