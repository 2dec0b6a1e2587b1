import type { ValuesGoal } from '../../helm-values/index.ts';
import { type ChartRequest, describeChart } from '../../sources/releases/index.ts';

/** Where what a request gives to its chart last of all stands, or would. */
export function releaseGoal(request: ChartRequest, file: string): ValuesGoal {
  const { object } = request;
  const owner = `${ownerOf(request)} of ${file}`;
  const given = request.values.flatMap((each) => (each.kind === 'map' ? [each] : [])).at(-1);
  if (given?.text !== undefined) return { owner, field: `the text ${given.path}` };
  const field = given?.path ?? fieldOf(request);
  if (field === undefined) return { owner, field: 'its values, after all others' };
  const { apiVersion, kind, name, namespace } = object ?? {};
  if (apiVersion === undefined || kind === undefined || name === undefined || !patched.has(kind))
    return { owner, field };
  if (!/^[A-Za-z]+(?:\.[A-Za-z]+)*$/.test(field)) return { owner, field };
  const keys = field.split('.');
  const identity = { apiVersion, kind, name, ...(namespace === undefined ? {} : { namespace }) };
  return { owner, field, patch: { ...identity, keys } };
}

/** Objects of a cluster that take values as a map. */
const patched: ReadonlySet<string> = new Set(['HelmRelease', 'Application', 'ApplicationSet', 'Release']);

/** `HelmRelease apps/shop`; where there is no object, what is installed. */
export function ownerOf({ object, chart }: ChartRequest): string {
  const { kind, name, namespace } = object ?? {};
  if (kind === undefined || name === undefined) return describeChart(chart);
  return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** Where values would be written that are not there yet. */
function fieldOf({ object, place }: ChartRequest): string | undefined {
  switch (object?.kind) {
    case 'HelmRelease':
      return 'spec.values';
    case 'Release':
      return 'spec.forProvider.values';
    case 'HelmChart':
      return 'spec.valuesContent';
    case 'Application':
    case 'ApplicationSet':
      return place?.path.replace(/\.?\w+$/, '.helm.valuesObject');
    default:
      return undefined;
  }
}
