import type { CredentialSet } from '../../cache/index.ts';
import {
  groupId,
  location,
  principalOf,
  registryId,
  resourceGroup,
  type Scope,
  subscriptionId,
  tenantId,
  vaultId,
} from './azure-ids.ts';
import type { RuleResource, Stamped } from './state.ts';

/** The registry as ARM's clients know it. */
export interface ArmRegistry {
  /** Its name in Azure. */
  readonly name: string;
  /** Host and port where its data plane answers over https: `127.0.0.1:5443`. */
  readonly loginServer: string;
  /** When it came to be. ISO. */
  readonly createdAt: string;
}

export type ProvisioningState = 'Creating' | 'Updating' | 'Succeeded';

export interface CredentialHealth {
  readonly status: 'Healthy' | 'Unhealthy';
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

const registryType = 'Microsoft.ContainerRegistry/registries';

export function ruleId(scope: Scope, registry: string, name: string): string {
  return `${registryId(scope, registry)}/cacheRules/${name}`;
}

export function credentialSetId(scope: Scope, registry: string, name: string): string {
  return `${registryId(scope, registry)}/credentialSets/${name}`;
}

/** CacheRule of the REST API; az flattens `properties` by itself. */
export function ruleBody(
  rule: Stamped<RuleResource>,
  scope: Scope,
  registry: string,
  provisioningState: ProvisioningState = 'Succeeded',
): object {
  return {
    type: `${registryType}/cacheRules`,
    id: ruleId(scope, registry, rule.name),
    name: rule.name,
    ...(rule.identities === undefined
      ? {}
      : {
          identity: {
            type: 'userAssigned',
            userAssignedIdentities: Object.fromEntries(rule.identities.map((id) => [id, {}])),
          },
        }),
    systemData: systemData(rule),
    properties: {
      ...(rule.credentialSet === undefined
        ? {}
        : { credentialSetResourceId: credentialSetId(scope, registry, rule.credentialSet) }),
      sourceRepository: rule.source,
      targetRepository: rule.target,
      creationDate: rule.createdAt,
      provisioningState,
    },
  };
}

/** CredentialSet of the REST API. */
export function credentialSetBody(
  set: Stamped<CredentialSet>,
  health: CredentialHealth,
  scope: Scope,
  registry: string,
  provisioningState: ProvisioningState = 'Succeeded',
): object {
  return {
    type: `${registryType}/credentialSets`,
    identity: { principalId: principalOf(registry, set.name), tenantId, type: 'systemAssigned' },
    id: credentialSetId(scope, registry, set.name),
    name: set.name,
    systemData: systemData(set),
    properties: {
      loginServer: set.loginServer,
      authCredentials: [
        {
          name: 'Credential1',
          usernameSecretIdentifier: set.usernameSecretId,
          passwordSecretIdentifier: set.passwordSecretId,
          credentialHealth: health,
        },
      ],
      creationDate: set.createdAt,
      provisioningState,
    },
  };
}

/** The registry among the resources of a subscription. */
export function registrySummary({ name, createdAt }: ArmRegistry, scope: Scope): object {
  return {
    type: registryType,
    id: registryId(scope, name),
    name,
    location,
    sku: { name: 'Premium', tier: 'Premium' },
    tags: {},
    systemData: systemData({ createdAt, changedAt: createdAt }),
  };
}

export function registryBody(registry: ArmRegistry, scope: Scope): object {
  return {
    ...registrySummary(registry, scope),
    properties: {
      loginServer: registry.loginServer,
      creationDate: registry.createdAt,
      provisioningState: 'Succeeded',
      adminUserEnabled: false,
      anonymousPullEnabled: true,
      dataEndpointEnabled: false,
      dataEndpointHostNames: [],
      encryption: { status: 'disabled' },
      networkRuleBypassOptions: 'AzureServices',
      policies: {},
      privateEndpointConnections: [],
      publicNetworkAccess: 'Enabled',
      roleAssignmentMode: 'LegacyRegistryPermissions',
      zoneRedundancy: 'Disabled',
    },
  };
}

export function subscriptionBody(): object {
  return {
    id: `/subscriptions/${subscriptionId}`,
    subscriptionId,
    tenantId,
    displayName: 'pullthrough (local)',
    state: 'Enabled',
    subscriptionPolicies: {},
  };
}

export function groupBody({ subscription }: Scope, name: string = resourceGroup): object {
  return {
    id: groupId({ subscription, group: name }),
    type: 'Microsoft.Resources/resourceGroups',
    name,
    location,
    properties: { provisioningState: 'Succeeded' },
  };
}

export function vaultBody(
  scope: Scope,
  { name, uri }: { readonly name: string; readonly uri: string },
): object {
  return {
    ...vaultSummary(scope, name),
    properties: {
      tenantId,
      sku: { family: 'A', name: 'standard' },
      accessPolicies: [],
      enableRbacAuthorization: true,
      vaultUri: uri,
      provisioningState: 'Succeeded',
    },
  };
}

export function vaultSummary(scope: Scope, name: string): object {
  return { id: vaultId(scope, name), name, type: 'Microsoft.KeyVault/vaults', location, tags: {} };
}

function systemData({
  createdAt,
  changedAt,
}: {
  readonly createdAt: string;
  readonly changedAt: string;
}): object {
  const by = 'pullthrough';
  return {
    createdBy: by,
    createdByType: 'Application',
    createdAt,
    lastModifiedBy: by,
    lastModifiedByType: 'Application',
    lastModifiedAt: changedAt,
  };
}
