import { createHash } from 'node:crypto';

/** The one tenant, subscription and resource group of the control plane, the same on every machine. */
export const tenantId = '00000000-0000-4000-8000-00000000aca1';
export const subscriptionId = '00000000-0000-4000-8000-00000000aca2';
export const resourceGroup = 'pullthrough';
export const location = 'local';

/** Where a resource stands. Every subscription and resource group of a path is taken as given: there is one registry. */
export interface Scope {
  readonly subscription: string;
  readonly group: string;
}

export const home: Scope = { subscription: subscriptionId, group: resourceGroup };

export function groupId({ subscription, group }: Scope): string {
  return `/subscriptions/${subscription}/resourceGroups/${group}`;
}

export function registryId(scope: Scope, registry: string): string {
  return `${groupId(scope)}/providers/Microsoft.ContainerRegistry/registries/${registry}`;
}

export function vaultId(scope: Scope, vault: string): string {
  return `${groupId(scope)}/providers/Microsoft.KeyVault/vaults/${vault}`;
}

/** Azure compares the names of resources without case. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** A GUID that depends on the text alone. */
export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** The identity that Azure gives to a credential set. */
export function principalOf(registry: string, credentialSet: string): string {
  return guidOf(`${registry}/credentialSets/${credentialSet}`.toLowerCase());
}
