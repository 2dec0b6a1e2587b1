import type { CacheRegistry, CacheRule, CredentialSet } from '../../cache/index.ts';

/** A resource with the times that ARM tells. ISO. */
export type Stamped<T> = T & { readonly createdAt: string; readonly changedAt: string };

export interface RuleResource extends CacheRule {
  /** Resource ids of user-assigned identities, which ACR pulls from another Azure registry with. */
  readonly identities?: readonly string[];
}

export interface RoleAssignment {
  /** A GUID. */
  readonly name: string;
  /** Resource id of what the role is for. */
  readonly scope: string;
  readonly roleDefinitionId: string;
  readonly principalId: string;
  readonly principalType?: string;
}

/** What the registry holds at a moment. */
export interface ControlPlaneState {
  readonly rules: readonly Stamped<RuleResource>[];
  readonly credentialSets: readonly Stamped<CredentialSet>[];
  readonly roleAssignments: readonly RoleAssignment[];
}

/** The state as the configuration describes it. */
export function configuredState({ rules, credentialSets }: CacheRegistry, at: string): ControlPlaneState {
  const stamped = <T>(value: T): Stamped<T> => ({ ...value, createdAt: at, changedAt: at });
  return { rules: rules.map(stamped), credentialSets: credentialSets.map(stamped), roleAssignments: [] };
}

/** The registry that the state describes, with what the configuration alone knows of it. */
export function registryOf(configured: CacheRegistry, state: ControlPlaneState): CacheRegistry {
  return { ...configured, rules: state.rules, credentialSets: state.credentialSets };
}

/** Puts a resource in the place of the one with its name, or at the end. */
export function withResource<T extends { readonly name: string }>(
  list: readonly T[],
  value: T,
): readonly T[] {
  const at = indexOf(list, value.name);
  return at === -1 ? [...list, value] : list.with(at, value);
}

export function withoutResource<T extends { readonly name: string }>(
  list: readonly T[],
  name: string,
): readonly T[] {
  const at = indexOf(list, name);
  return at === -1 ? list : list.toSpliced(at, 1);
}

export function resource<T extends { readonly name: string }>(
  list: readonly T[],
  name: string,
): T | undefined {
  return list[indexOf(list, name)];
}

function indexOf(list: readonly { readonly name: string }[], name: string): number {
  const wanted = name.toLowerCase();
  return list.findIndex((entry) => entry.name.toLowerCase() === wanted);
}
