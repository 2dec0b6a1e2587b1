import {
  findUpstream,
  type Plan,
  type PlannedCredentialSet,
  type PlannedRule,
  placeholderKeyVault,
  sourceRegistry,
} from '../cache/index.ts';
import { formatReference } from '../image/index.ts';
import { createCredentialSet, createRule, isListed, requireAz } from './shared/az-functions.ts';
import { registryNameOf } from './shared/registry-name.ts';
import { shellComment, shellWord } from './shared/shell.ts';
import type { EmitTarget } from './types.ts';

/**
 * The plan as a bash script for the Azure CLI, made to be read before it is run. It can be run again: what exists is
 * left alone, and a step that fails names its rule and stops the script.
 */
export function azScript(plan: Plan, target: EmitTarget): string {
  const needsIdentity = plan.rules.some(wantsIdentity);
  const blocks = [
    header(plan, target),
    'set -euo pipefail',
    ...(plan.rules.length === 0
      ? ["echo 'nothing to create'"]
      : [
          registryBlock(target),
          ...variables(plan, needsIdentity),
          requireAz(needsIdentity ? 85 : 46),
          isListed,
          ...credentialSetBlocks(plan.credentialSets),
          createRule,
          existing('existing_rules', 'cache', 'cache rules'),
          ...plan.rules.map(ruleBlock),
        ]),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function header(plan: Plan, { loginServer }: EmitTarget): string {
  const lines = [
    '#!/usr/bin/env bash',
    shellComment(`Artifact cache rules for ${loginServer ?? 'an Azure Container Registry'}.`),
    '# Safe to run again: what exists is left alone.',
  ];
  for (const { message } of plan.problems) lines.push(shellComment(`Note: ${message}`));
  return lines.join('\n');
}

function registryBlock(target: EmitTarget): string {
  const known = registryNameOf(target);
  const group =
    target.resourceGroup === undefined ? '' : ` --resource-group ${shellWord(target.resourceGroup)}`;
  if (known === undefined) {
    return [
      "# The registry's name in Azure, which its login server does not tell.",
      `registry=(--registry "\${REGISTRY:?set REGISTRY to the name of the registry}"${group})`,
    ].join('\n');
  }
  const line = `registry=(--registry ${shellWord(known.name)}${group})`;
  if (!known.derived) return line;
  return `# Read from the login server; \`az acr list --query "[].{name:name, loginServer:loginServer}"\` shows the name.\n${line}`;
}

function variables(plan: Plan, needsIdentity: boolean): readonly string[] {
  const found: string[] = [];
  if (plan.credentialSets.some(({ keyVault }) => keyVault === undefined)) {
    found.push(
      "# The Key Vault with the upstreams' user names and passwords (or tokens).\n" +
        'key_vault=${KEY_VAULT:?set KEY_VAULT to the name of the Key Vault that holds the secrets}',
    );
  }
  if (needsIdentity) {
    found.push(
      '# The resource id of a user-assigned identity that may read the other Azure registries.\n' +
        'identity=${IDENTITY:?set IDENTITY to the resource id of a user-assigned identity}',
    );
  }
  return found;
}

function credentialSetBlocks(sets: readonly PlannedCredentialSet[]): readonly string[] {
  if (sets.length === 0) return [];
  return [
    createCredentialSet,
    existing('existing_credential_sets', 'credential-set', 'credential sets'),
    ...sets.map(credentialSetBlock),
  ];
}

function credentialSetBlock({ credentialSet, why, keyVault }: PlannedCredentialSet): string {
  const { name, loginServer, usernameSecretId = '', passwordSecretId = '' } = credentialSet;
  const word = keyVault === undefined ? withKeyVaultVariable : shellWord;
  const vault = keyVault === undefined ? '"$key_vault"' : shellWord(vaultName(keyVault));
  return [
    shellComment(`${why}.`),
    `create_credential_set ${shellWord(name)} ${shellWord(loginServer)} \\\n  ${word(usernameSecretId)} \\\n  ${word(passwordSecretId)}`,
    `grant_credential_set ${shellWord(name)} ${vault}`,
  ].join('\n');
}

function existing(variable: string, group: string, what: string): string {
  return [
    `${variable}=$(az acr ${group} list "\${registry[@]}" --query '[].name' --output tsv) ||`,
    `  fail 'the ${what} of the registry could not be read'`,
  ].join('\n');
}

/** At most this many references are named in the comment above a rule. */
const namedReferences = 10;

function ruleBlock(planned: PlannedRule): string {
  const { rule, why, serves } = planned;
  const named = serves
    .slice(0, namedReferences)
    .map((reference) => shellComment(`  ${formatReference(reference)}`));
  if (serves.length > namedReferences) named.push(`#   and ${serves.length - namedReferences} more`);
  const set = rule.credentialSet === undefined ? '' : ` --cred-set ${shellWord(rule.credentialSet)}`;
  const identity = wantsIdentity(planned) ? ' --identity "$identity"' : '';
  return [
    shellComment(`${why}:`),
    ...named,
    `create_rule ${shellWord(rule.name)} ${shellWord(rule.source)} ${shellWord(rule.target)}${set}${identity}`,
  ].join('\n');
}

function wantsIdentity({ rule }: PlannedRule): boolean {
  return findUpstream(sourceRegistry(rule))?.credential === 'identity';
}

/** `https://team-secrets.vault.azure.net` is the vault `team-secrets`, in every Azure cloud. */
function vaultName(uri: string): string {
  const host = uri.slice(uri.indexOf('://') + 3);
  return host.split(/[./]/, 1)[0] ?? host;
}

function withKeyVaultVariable(secretId: string): string {
  return secretId
    .split(placeholderKeyVault)
    .map((part) => (part === '' ? '' : shellWord(part)))
    .join('"$key_vault"');
}
