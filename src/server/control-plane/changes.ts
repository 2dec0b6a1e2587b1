import type { CredentialSet } from '../../cache/index.ts';
import type { ControlPlaneState, RoleAssignment, RuleResource, Stamped } from './state.ts';
import { resource } from './state.ts';

/** What became of one resource, beside what the configuration said of it at the time. */
export interface Change<T> {
  readonly name: string;
  /** Null where the configuration had none. */
  readonly was: T | null;
  /** Null where it was deleted. */
  readonly is: Stamped<T> | null;
}

/** What the control plane did to a configuration's registry: this is what outlives the server. */
export interface Changes {
  readonly rules: readonly Change<RuleResource>[];
  readonly credentialSets: readonly Change<CredentialSet>[];
  readonly roleAssignments: readonly RoleAssignment[];
}

export const noChanges: Changes = { rules: [], credentialSets: [], roleAssignments: [] };

/** What leads from the configured state to another. */
export function changesBetween(configured: ControlPlaneState, state: ControlPlaneState): Changes {
  return {
    rules: listChanges(configured.rules, state.rules, sameRule),
    credentialSets: listChanges(configured.credentialSets, state.credentialSets, sameCredentialSet),
    roleAssignments: state.roleAssignments,
  };
}

export function sameRule(a: RuleResource, b: RuleResource): boolean {
  const identities = (rule: RuleResource): string => (rule.identities ?? []).join('\n');
  return ruleAgrees(a, b) && identities(a) === identities(b);
}

export function sameCredentialSet(a: CredentialSet, b: CredentialSet): boolean {
  return credentialSetAgrees(a, b) && credentialSetAgrees(b, a);
}

/** Whether a configured rule is the given one, as far as a configuration can tell: it has no word for identities. */
export function ruleAgrees(configured: RuleResource, rule: RuleResource): boolean {
  return (
    configured.source === rule.source &&
    configured.target === rule.target &&
    configured.credentialSet?.toLowerCase() === rule.credentialSet?.toLowerCase()
  );
}

/** Whether a configured credential set is the given one, as far as the configuration tells: it may leave out the secrets. */
export function credentialSetAgrees(configured: CredentialSet, set: CredentialSet): boolean {
  const agrees = (told: string | undefined, is: string | undefined): boolean =>
    told === undefined || told === is;
  return (
    configured.loginServer.toLowerCase() === set.loginServer.toLowerCase() &&
    agrees(configured.usernameSecretId, set.usernameSecretId) &&
    agrees(configured.passwordSecretId, set.passwordSecretId)
  );
}

function* changed<T extends { readonly name: string }>(
  configured: readonly Stamped<T>[],
  list: readonly Stamped<T>[],
  same: (a: T, b: T) => boolean,
): Generator<Change<T>> {
  for (const is of list) {
    const was = resource(configured, is.name);
    if (was === undefined || !same(was, is)) yield { name: is.name, was: was ?? null, is };
  }
  for (const was of configured) {
    if (resource(list, was.name) === undefined) yield { name: was.name, was, is: null };
  }
}

function listChanges<T extends { readonly name: string }>(
  ...lists: Parameters<typeof changed<T>>
): readonly Change<T>[] {
  return [...changed(...lists)];
}
