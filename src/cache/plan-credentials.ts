import { credentialSetFor } from './credentials.ts';
import { compareText } from './order.ts';
import { sourceRegistry } from './pattern.ts';
import type { CacheRegistry, CacheRule, PlannedCredentialSet, PlanPolicy } from './types.ts';

/** Stands in secret URIs for the Key Vault where none is configured; no vault can have this name. */
export const placeholderKeyVault = 'YOUR_KEY_VAULT';

/** The credential sets that new rules name and the registry lacks: one for each login server. */
export function planCredentialSets(
  rules: readonly CacheRule[],
  registry: CacheRegistry,
  policy: PlanPolicy,
): readonly PlannedCredentialSet[] {
  const keyVault = policy.keyVault === undefined ? undefined : keyVaultUri(policy.keyVault);
  const vault = keyVault ?? keyVaultUri(placeholderKeyVault);
  const planned = new Map<string, PlannedCredentialSet>();
  for (const rule of rules) {
    const host = sourceRegistry(rule);
    if (rule.credentialSet === undefined || planned.has(host)) continue;
    if (credentialSetFor(host, registry.credentialSets) !== undefined) continue;
    planned.set(host, {
      credentialSet: {
        name: rule.credentialSet,
        loginServer: host,
        usernameSecretId: `${vault}/secrets/${rule.credentialSet}-username`,
        passwordSecretId: `${vault}/secrets/${rule.credentialSet}-password`,
      },
      why: `ACR pulls from ${host} with credentials only`,
      ...(keyVault === undefined ? {} : { keyVault }),
    });
  }
  return [...planned.values()].sort((a, b) => compareText(a.credentialSet.name, b.credentialSet.name));
}

/** A vault's URI from its name or its URI (other Azure clouds have other domains). */
function keyVaultUri(vault: string): string {
  return vault.includes('://') ? vault.replace(/\/+$/, '') : `https://${vault}.vault.azure.net`;
}
