import {
  field,
  resolve,
  scalarText,
  TEMPLATE_FILLER,
  type YamlAlias,
  type YamlField,
  type YamlMap,
  type YamlNode,
} from '../../formats/yaml/index.ts';
import type { ObjectIdentity } from '../image-use.ts';
import type { AliasBudget } from './alias-budget.ts';

/** One Kubernetes object of a file; `via` is the alias through which it is reached. */
export interface KubernetesObject {
  readonly map: YamlMap;
  readonly apiVersion: string;
  readonly kind: string;
  readonly via: YamlAlias | undefined;
}

/** `apps/v1`, `v1beta1`, `kustomize.config.k8s.io/v1alpha1`, `skaffold/v4beta1`, kustomize's `builtin`; templates leave the version open. */
const API_VERSION = /^[a-z0-9.{<$_-][^\s]*$/i;
/** Some kinds begin with a small letter: Zalando's `postgresql`. */
const KIND = /^[A-Za-z][A-Za-z0-9]*$/;

/** The map as an object when it says what it is; `implied` is what a typed list says of its items. */
export function objectOf(
  map: YamlMap,
  via: YamlAlias | undefined,
  implied?: { readonly apiVersion: string; readonly kind: string },
): KubernetesObject | undefined {
  const apiVersion = scalarText(field(map, 'apiVersion')?.value) ?? implied?.apiVersion;
  const kind = scalarText(field(map, 'kind')?.value) ?? implied?.kind;
  if (apiVersion === undefined || kind === undefined) return undefined;
  return API_VERSION.test(apiVersion) && KIND.test(kind) ? { map, apiVersion, kind, via } : undefined;
}

/**
 * The items of a `List` or of a typed list (`DeploymentList`, whose items may leave out their kind); undefined for
 * other objects.
 */
export function itemsOf(
  object: KubernetesObject,
  budget: AliasBudget,
): readonly KubernetesObject[] | undefined {
  if (!object.kind.endsWith('List')) return undefined;
  const items = field(object.map, 'items');
  if (items?.value.kind !== 'seq') return undefined;
  const kind = object.kind.slice(0, -'List'.length);
  const implied = kind === '' ? undefined : { apiVersion: object.apiVersion, kind };
  const outer = object.via ?? items.via;
  if (outer !== undefined && !budget.mayEnter(outer, items.value, 0)) return [];
  const found: KubernetesObject[] = [];
  for (const item of items.value.items) {
    const inner = objectAt(item, outer, implied);
    if (inner !== undefined) found.push(inner);
  }
  return found;
}

export function objectAt(
  node: YamlNode,
  outer: YamlAlias | undefined,
  implied?: { readonly apiVersion: string; readonly kind: string },
): KubernetesObject | undefined {
  const map = resolve(node);
  if (map.kind !== 'map') return undefined;
  return objectOf(map, outer ?? (node.kind === 'alias' ? node : undefined), implied);
}

export function identityOf({ map, apiVersion, kind }: KubernetesObject): ObjectIdentity {
  const metadata = field(map, 'metadata')?.value;
  const namespace = known(field(metadata, 'namespace'));
  const name = known(field(metadata, 'name')) ?? known(field(metadata, 'generateName'));
  return {
    apiVersion,
    kind,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** The text of a field; undefined where a template writes it. */
function known(name: YamlField | undefined): string | undefined {
  const text = scalarText(name?.value);
  return text?.includes(TEMPLATE_FILLER) ? undefined : text;
}
