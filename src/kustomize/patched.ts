import type { Kustomization, Patch, PatchTarget } from './types.ts';

/** What is known of the object that a patch changes. */
export interface PatchedObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/**
 * The object that a patch changes. Where the kustomization gives the patch a target, kustomize looks for that, and the
 * `kind` and `metadata.name` in the patch mean nothing (api/internal/builtins, PatchTransformer).
 */
export function patchedObject(own: PatchedObject, target: PatchTarget | undefined): PatchedObject {
  if (target === undefined) return own;
  const { group, version, kind, namespace, name } = target;
  const ownVersion = kind === undefined || kind === own.kind ? own.apiVersion : undefined;
  const targets = group === undefined || version === undefined ? undefined : `${group}/${version}`;
  const apiVersion = targets ?? ownVersion ?? (group === undefined ? version : undefined);
  const known = kind ?? own.kind;
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...(known === undefined ? {} : { kind: known }),
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
}

/** The patches whose text stands in the kustomization itself. */
export function inlinePatches({ patches }: Kustomization): readonly Patch[] {
  return patches.filter(({ location }) => location === undefined);
}

/**
 * The name of a field that an inline patch sets: the place of the patch, then the field of the object,
 * `patches[0].patch.spec.containers[0].image`, for a strategic merge patch and for a JSON patch alike.
 */
export function pathInPatch({ path }: Patch, field: string): string {
  return field.startsWith('[') ? path + field : `${path}.${field}`;
}

const IN_PATCH = /^(?:patches(?:Json6902)?\[[0-9]+\]\.patch|patchesStrategicMerge\[[0-9]+\])(?=[.[])\.?/;

/** The field of the object in a name that `pathInPatch` made; undefined for any other. */
export function fieldInPatch(path: string): string | undefined {
  const match = IN_PATCH.exec(path);
  return match === null ? undefined : path.slice(match[0].length);
}
